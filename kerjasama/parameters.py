"""Reading what no form cleans: the parameters of an address and the values of buttons."""


def primary_key_in(text: str) -> int:
    """The primary key that the text names; 0, which nothing has, when it names none."""
    if not text.isdecimal() or len(text) >= 19:
        return 0
    return int(text)
