"""The words of one line as people type them: **tebal**, *miring*, [Pasal 7 ayat (2)], {nilai}."""

import re
from collections.abc import Iterator, Mapping

from agreements.naskah.blocks import (
    INDONESIAN,
    Inline,
    Line,
    Reference,
    Text,
    Value,
    join_runs,
)
from agreements.naskah.numbering import Numbers, is_reference

# The facts of the case that a text may fill in, as they are typed in braces.
VALUES = {
    "judul": "judul kerja sama",
    "jangka_waktu": "jangka waktu",
    "nilai": "nilai kerja sama",
    "lokasi": "lokasi",
    "rangkap": "banyaknya rangkap",
    "tempat_tanda_tangan": "tempat dan hari penandatanganan",
}
# Who the parties of a naskah abroad are, in the order of the original that is printed: the first is
# the one that keeps it (alternat). Each with its name and with the office of whoever signs for it.
MOST_PARTIES = 9
PARTY, OFFICE = "pihak", "jabatan"
PARTY_VALUES = {
    f"{name}_{number}": f"{told} pihak ke-{number} menurut urutan rangkapnya"
    for number in range(1, MOST_PARTIES + 1)
    for name, told in ((PARTY, "nama"), (OFFICE, "jabatan penanda tangan"))
}
KNOWN_VALUES = VALUES | PARTY_VALUES
_TOKEN = re.compile(
    r"\\(?P<escaped>[*\[\]{}|\\>])|(?P<mark>\*\*|\*)"
    r"|\[(?P<reference>[^\[\]]+)\]|\{(?P<value>[a-z_ ]+\d?)\}"
)
_SPECIAL = re.compile(r"([*\[\]{}|\\])")


def read_line(text: str) -> Line:
    """The typed words. A mark without its partner, and brackets that name no place, stay words."""
    return join_runs(tuple(_typed(text)))


def _typed(text: str) -> Iterator[Inline]:
    bold = italic = False
    at = 0
    for token in _TOKEN.finditer(text):
        if at < token.start():
            yield Text(text[at : token.start()], bold, italic)
        at = token.end()
        if token["mark"] == "**" and (bold or "**" in text[at:]):
            bold = not bold
        elif token["mark"] == "*" and (italic or "*" in text[at:].replace("**", "")):
            italic = not italic
        else:
            yield _named_by(token) or Text(token["escaped"] or token[0], bold, italic)
    if at < len(text):
        yield Text(text[at:], bold, italic)


def _named_by(token: re.Match[str]) -> Reference | Value | None:
    """The place or the fact that brackets or braces name."""
    typed, value = token["reference"] or "", (token["value"] or "").strip().replace(" ", "_")
    if is_reference(typed):
        return Reference("", " ".join(typed.split()))
    return Value(value) if value in KNOWN_VALUES else None


def write_line(line: Line, numbers: Numbers, within: str, language: str = INDONESIAN) -> str:
    """The words as a person types them, references by their present numbers: in Indonesian words in
    an Indonesian text, in English ones in any other.
    """
    told = ""
    for one in line:
        if isinstance(one, Reference):
            told += f"[{one.typed if not one.to else numbers.words(one.to, within, language)}]"
        elif isinstance(one, Value):
            told += "{" + one.name.replace("_", " ") + "}"
        else:
            mark = ("**" if one.bold else "") + ("*" if one.italic else "")
            told += mark + _SPECIAL.sub(r"\\\1", one.text) + mark
    return told


class Teller:
    """Tells the words of a line as they are printed in one language."""

    def __init__(
        self,
        numbers: Numbers,
        values: Mapping[str, str] | None = None,
        language: str = INDONESIAN,
        article: str = "",
    ) -> None:
        """`article` is how a third language names an article: "第{n}条"."""
        self.numbers, self.values, self.language = numbers, values or {}, language
        self.article = article

    def runs(self, line: Line, within: str) -> list[Text]:
        """The line in runs of words, references and values filled in."""
        told: list[Text] = []
        for one in line:
            if isinstance(one, Reference):
                told.append(Text(self._reference(one, within)))
            elif isinstance(one, Value):
                told.append(Text(self.values.get(one.name) or "……………………"))
            else:
                told.append(one)
        return told

    def _reference(self, one: Reference, within: str) -> str:
        if not one.to:
            return one.typed
        return self.numbers.words(one.to, within, self.language, self.article)

    def text(self, line: Line, within: str) -> str:
        """The line as plain words."""
        return "".join(run.text for run in self.runs(line, within))
