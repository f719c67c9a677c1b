"""What goes wrong with a place of files, apart from what is wrong with one of them."""


class Unreachable(Exception):
    """The place does not answer now. Nothing is known of the file; another try may find it."""
