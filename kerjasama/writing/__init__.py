"""How people write figures and days, and how we write them back. One parser for forms, import and
evidence.
"""
