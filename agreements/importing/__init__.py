"""An existing register in Excel: opened with distrust, read tolerantly, checked, noted, imported
and taken back as one.
"""
