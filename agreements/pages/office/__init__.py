"""The registers and settings of the office, each page as one frozen value."""
