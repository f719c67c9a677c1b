"""Seals and electronic signatures: made by us, read in what others hand in."""
