"""What whoever runs the machine does: back up, restore, try that, move, verify.

`postgres`, `encrypting`, `places`, `sets`, `backups` and `restoring` are plain: they know a
database by how one connects and files by their SHA-256, and nothing of Django or of the program.
"""
