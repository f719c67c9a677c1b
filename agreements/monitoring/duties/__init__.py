"""What is owed under signed agreements, what was done about it, and which of them sleep."""
