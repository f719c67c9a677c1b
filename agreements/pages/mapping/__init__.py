"""The pages of the yearly mapping: all years, one year, one item."""
