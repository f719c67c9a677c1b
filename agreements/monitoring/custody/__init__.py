"""The day of the signing, and where the originals are afterwards."""
