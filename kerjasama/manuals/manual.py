"""A manual: which roles it is for, and its Markdown as HTML."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kerjasama.accounts.levels import with_titles
from kerjasama.accounts.models import Role

FOLDER: Path = settings.BASE_DIR / "docs" / "panduan"
PICTURES = "gambar/"
# Tags within the text come out as text.
MARKDOWN = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True)
class Chapter:
    """A heading within a manual, with the anchor that leads to it."""

    title: str
    anchor: str


@dataclass(frozen=True)
class Manual:
    """One file of docs/panduan, which begins with its title and a paragraph that sums it up."""

    code: str
    roles: tuple[Role, ...]

    @property
    def title(self) -> str:
        return self._tokens[1].content

    @property
    def summary(self) -> str:
        return with_titles(self._tokens[4].content)

    @property
    def chapters(self) -> list[Chapter]:
        """The headings of the second rank, in their order."""
        pairs = zip(self._tokens, self._tokens[1:], strict=False)
        return [
            Chapter(text.content, str(heading.attrs["id"]))
            for heading, text in pairs
            if heading.type == "heading_open" and heading.tag == "h2"
        ]

    @property
    def html(self) -> SafeString:
        """All below the title. Marked safe because tags within the Markdown come out as text."""
        return mark_safe(with_titles(self._rendered))  # noqa: S308 - our own manuals

    @cached_property
    def _rendered(self) -> str:
        return str(MARKDOWN.renderer.render(self._tokens[3:], MARKDOWN.options, {}))

    @cached_property
    def _tokens(self) -> list[Token]:
        tokens = MARKDOWN.parse((FOLDER / f"{self.code}.md").read_text(encoding="utf-8"))
        for heading, text in zip(tokens, tokens[1:], strict=False):
            if heading.type == "heading_open":
                heading.attrSet("id", slugify(text.content))
        for picture in _inner(tokens, "image"):
            _serve_picture(picture)
        for link in _inner(tokens, "link_open"):
            _lead_within(link)
        return tokens


def _inner(tokens: list[Token], kind: str) -> list[Token]:
    inner = (part for token in tokens for part in token.children or ())
    return [part for part in inner if part.type == kind]


def _lead_within(link: Token) -> None:
    """Let a link to a page of ours lead where the program stands."""
    href = str(link.attrs["href"])
    if href.startswith("/"):
        link.attrSet("href", f"{settings.SUB_PATH}{href}")


def _serve_picture(picture: Token) -> None:
    """Let the picture, which lies beside the manual, come from where all pictures come from."""
    name = str(picture.attrs["src"]).removeprefix(PICTURES)
    picture.attrSet("src", static(f"panduan/{name}"))
    picture.attrSet("loading", "lazy")


MANUALS = (
    Manual("staf-opd", (Role.OPD,)),
    Manual("kepala-opd", (Role.OPD_HEAD,)),
    Manual("bagian-kerja-sama", (Role.VERIFIER, Role.SECTION_HEAD)),
    Manual("tkksd", (Role.TKKSD,)),
    Manual("bagian-hukum", (Role.LEGAL,)),
    Manual("pimpinan", (Role.SEKDA, Role.HEAD_OF_REGION, Role.LEADERSHIP)),
    Manual("administrator", (Role.ADMIN,)),
    # For whoever keeps the machine, who need have no account.
    Manual("operasi", ()),
)


def find_manual(code: str) -> Manual:
    """The manual of that code. Raises KeyError where there is none."""
    return {manual.code: manual for manual in MANUALS}[code]


def manuals_of(roles: Collection[str]) -> list[Manual]:
    """The manuals written for somebody who holds these roles."""
    return [manual for manual in MANUALS if set(manual.roles) & set(roles)]
