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


# An address of the web or what somebody typed without spaces; no word of ours is as long.
_LONG_WORD = re.compile(r"(?:&#?\w+;|[^\s<>&]){31,}")
_TEXT = re.compile(r">([^<>]{31,})<")


def let_long_words_break(page: str) -> str:
    """The page with words that no line or column holds marked, so that they may break anywhere."""
    head, body, rest = page.partition("<body")
    return head + body + _TEXT.sub(lambda text: _LONG_WORD.sub(_marked, text[0]), rest)


def _marked(word: re.Match[str]) -> str:
    return f'<span class="long-word">{word[0]}</span>'
