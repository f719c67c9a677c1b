"""Whole cases gathered into one file: what belongs to a case, how it is written, and who makes it
when.
"""
