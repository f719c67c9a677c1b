"""What people hand in: every file passes one door, where its content decides and a virus scanner
reads it.
"""
