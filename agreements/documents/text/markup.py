"""The HTML of a paper on its way to the printer."""

import re

BLOCKS = "br|col|colgroup|div|h[1-4]|li|ol|p|table|tbody|td|th|thead|tr"
_BLOCK = re.compile(rf"(</?(?:{BLOCKS})\b[^>]*>)")


def drop_idle_space(page: str) -> str:
    """The page without the white space that templates put around its blocks to be readable.

    No browser shows it, but WeasyPrint counts a space at the end of a text when it breaks the last
    line, and when it sets a line in the middle.
    """
    return "".join(part.strip() for part in _BLOCK.split(page))
