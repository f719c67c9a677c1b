"""A page as it is read: how its template is laid out does not matter to whoever looks at it."""

import re

from lxml import html


def words_of(page: str) -> str:
    """The words of the page in one line."""
    return words_of_part(html.fromstring(page))


def words_of_part(part: html.HtmlElement) -> str:
    """The words of one part of a page in one line."""
    return re.sub(r"\s+", " ", part.text_content()).strip()


def folded(page: str) -> str:
    """The page without the white space beside its tags, for what is said with them."""
    return re.sub(r"\s+", " ", re.sub(r"\s*(<[^>]*>)\s*", r"\1", page))
