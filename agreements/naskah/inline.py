"""The words of one line as people type them: **tebal**, *miring*, [Pasal 7 ayat (2)], {nilai}."""

import re
from collections.abc import Mapping

from agreements.naskah.blocks import INDONESIAN, Inline, Line, Reference, Text, Value
from agreements.naskah.numbering import Numbers, is_reference

# The facts of the case that a text may fill in, as they are typed in braces.
VALUES = {
    "judul": "judul kerja sama",
    "jangka_waktu": "jangka waktu",
    "nilai": "nilai kerja sama",
    "lokasi": "lokasi",
}
_TOKEN = re.compile(r"\\([*\[\]{}|\\>])|(\*\*|\*)|\[([^\[\]]+)\]|\{([a-z_ ]+)\}")
_SPECIAL = re.compile(r"([*\[\]{}|\\])")


def read_line(text: str) -> Line:
    """The typed words. A mark without its partner, and brackets that name no place, stay words."""
    found: list[Inline] = []
    bold = italic = False
    at = 0

    def say(words: str) -> None:
        if not words:
            return
        last = found[-1] if found else None
        if isinstance(last, Text) and (last.bold, last.italic) == (bold, italic):
            found[-1] = Text(last.text + words, bold, italic)
        else:
            found.append(Text(words, bold, italic))

    for token in _TOKEN.finditer(text):
        say(text[at : token.start()])
        at = token.end()
        escaped, mark, reference, value = token.groups()
        if escaped:
            say(escaped)
        elif mark == "**" and (bold or "**" in text[at:]):
            bold = not bold
        elif mark == "*" and (italic or "*" in text[at:].replace("**", "")):
            italic = not italic
        elif reference and is_reference(reference):
            found.append(Reference("", " ".join(reference.split())))
        elif value and value.strip().replace(" ", "_") in VALUES:
            found.append(Value(value.strip().replace(" ", "_")))
        else:
            say(token[0])
    say(text[at:])
    return tuple(found)


def write_line(line: Line, numbers: Numbers, within: str) -> str:
    """The words as a person types them, references by their present numbers."""
    told = ""
    for one in line:
        if isinstance(one, Reference):
            told += f"[{one.typed if not one.to else numbers.words(one.to, within)}]"
        elif isinstance(one, Value):
            told += "{" + one.name.replace("_", " ") + "}"
        else:
            mark = ("**" if one.bold else "") + ("*" if one.italic else "")
            told += mark + _SPECIAL.sub(r"\\\1", one.text) + mark
    return told


class Teller:
    """Tells the words of a line as they are printed in one language."""

    def __init__(
        self, numbers: Numbers, values: Mapping[str, str] | None = None, language: str = INDONESIAN
    ) -> None:
        self.numbers, self.values, self.language = numbers, values or {}, language

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
        return self.numbers.words(one.to, within, self.language)

    def text(self, line: Line, within: str) -> str:
        """The line as plain words."""
        return "".join(run.text for run in self.runs(line, within))
