"""What keeps a final trustworthy: archive form, check of stored files, public verification."""
