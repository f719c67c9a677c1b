"""What keeps a final trustworthy: its archive form, the check of stored files, what the public may verify."""
