"""Names with and without titles. A naskah writes names without them; letters print them as they
were entered.
"""

import re

# What stands before a name. H., Hj. and K.H. are religious titles here, but initials in names from
# abroad.
_LEARNED = r"prof|drs|dra|drg|drh|dr|ir|apt|ns|bdn"
_RELIGIOUS = r"hj|k\.?\s?h|h|ust|ustadz|ustaz"
_OF_DOCTORS = (
    r"(?:\s*-?\s*\(?\s*(?:ing|med|phil|techn|rer\.\s?\w+|sc|h\.?\s?c)\s*\.?\s*\)?\.?(?=[\s.)]|$))?"
)
# Without its full stop a title must be written as titles are: "Dr Budi". "Ir Han" may be a name
# abroad.
_UNDOTTED = r"(?-i:Prof|Drs|Dra|Dr|dr|drg|Ir|Hj|KH)\s+"
_UNDOTTED_ABROAD = r"(?-i:Prof|Dr)\s+"

# What stands after a name: the letters after S., M. and so on that are degrees, not initials.
_BACHELOR = (
    "H|E|T|P|S|Sos|IP|I\\.P|STP|S\\.T\\.P|Pd|PdI|Kom|Si|Kep|Ag|Hut|Pi|Psi|KM|K\\.M|Farm|Ked|KG|Ak|Akun|Ars|AP|A\\.P"
    "|I\\.K|Gz|Gizi|Hum|I\\.Kom|Ikom|Kel|Kes|Keb|Pt|PWK|Sn|ST|Stat|Th|TP|Or|EI|HI|Fil|Mat|Bio|Ptk|ThI|Tr|Sy|Adm|Par"
)
_MASTER = (
    "H|M|T|Si|Sc|Pd|PdI|AP|A\\.P|Kes|Kom|Hum|Ag|Eng|Ec|Kn|IP|I\\.P|E|A|B\\.A|Ak|Ars|Farm|Kep|P|PA|PH|PP|Psi|S|Sn|Sos"
    "|Stat|Th|Tr|I\\.Kom|Ikom|Env|Phil|Biomed|Gizi|KM|Ked|Ling|PWK|SP|SE|Acc|Adm|Mat|Keb|Or|Par|Sy"
)
_CHAINED = r"(?:\.\s?(?:I|SD|Kes|Kep|Keb|Ners|Dev|Far|Gz|Kom|KB|Sos|Ak|Tr|T|P|Or|Rad|An|Pel|Gizi|Fis|Si)\b)*"  # noqa: E501
_DOTTED = (
    rf"S\.\s?(?:{_BACHELOR}){_CHAINED}|M\.\s?(?:{_MASTER}){_CHAINED}|A\.\s?Ma?d?{_CHAINED}(?:\.\w+)*"
    r"|Ph\.\s?D|LL\.\s?[BM]|B\.\s?(?:A|Sc|E|Eng|Com|Bus)(?:\.?\s?\(Hons\))?|D\.\s?E\.\s?A|Sp\.\s?[\w-]+(?:\.\s?[\w-]+)*(?:\(K\))?|Ners|Gr\.?(?=$)"
)
_UNDOTTED_DEGREES = (
    "SH|SE|ST|SP|SS|SSos|SIP|SPd|SPdI|SKom|SSi|SKep|SAg|SHut|SPi|SPsi|SKM|SFarm|SKed|SHI|SEI|SSTP|SST|STP"
    "|MH|MM|MT|MSi|MSc|MPd|MAP|MKes|MKom|MHum|MAg|MEng|MKn|MBA|MPA|MPH|MPP|MSE|MSP|MIP|PhD|AMd|DEA|LLM|CPA"
)
_AMBIGUOUS = "MA|BA|CA"  # also family names; dropped only where two words of the name remain

_BEFORE = re.compile(
    rf"(?:(?:{_LEARNED})\.{_OF_DOCTORS}\s*|(?:{_RELIGIOUS})\.\s*|{_UNDOTTED})(?=\w)", re.I
)
_BEFORE_ABROAD = re.compile(rf"(?:(?:{_LEARNED})\.{_OF_DOCTORS}\s*|{_UNDOTTED_ABROAD})(?=\w)", re.I)
_AFTER = re.compile(rf"\s+(?:(?i:{_DOTTED})|{_UNDOTTED_DEGREES})\.?$")
# "Contoh Wijaya MMSI": capitals behind a name that is not written in them.
_CAPITALS = re.compile(r"(?<=\S\s)(\S*[a-z]\S*)\s+[MS][A-Z]{2,5}\.?$")
_AFTER_TWO_WORDS = re.compile(rf"(?<=\s)(\S+)\s+(?:{_AMBIGUOUS})\.?$")
_KEPT_AFTER_COMMA = re.compile(r"(?:jr|sr|[ivx]+)\.?", re.I)
# More than initials: a group of two letters with a full stop, or two capitals.
_ABBREVIATED = re.compile(
    r"(?=.*[A-Za-z]{2})(?:[A-Za-z]{1,6}\.)+[A-Za-z-]{0,6}\.?|[A-Z]{2,}[A-Za-z-]*\.?"
)


def without_titles(name: str, *, abroad: bool = False) -> str:
    """The name as a naskah writes it: "Prof. Dr.-Ing. H. Budi Santoso, S.H." is Budi Santoso.

    Initials and what is no title belong to the name: "A. Rahman" and "Muhammad H. Yusuf" stay as
    they are. In a name from `abroad` "H." is an initial too.
    """
    bare = _without_degrees(" ".join(name.split()))
    before = _BEFORE
    if abroad:
        before = _BEFORE_ABROAD
    while title := before.match(bare):
        bare = bare[title.end() :]
    return bare or name.strip()


def _without_degrees(name: str) -> str:
    first, *behind = (part.strip() for part in name.split(","))
    kept = [part for part in behind if part and not _is_degree(part)]
    bare = _strip(first)
    return ", ".join([bare, *kept])


def _is_degree(part: str) -> bool:
    """Whether what stands behind a comma is a degree, not the given name of "Smith, John"."""
    if _KEPT_AFTER_COMMA.fullmatch(part):
        return False
    if re.fullmatch(r"A\.\s?P\.?", part):  # Ahli Pemerintahan; elsewhere these are initials
        return True
    return not _strip(f" {part}").strip() or all(
        _ABBREVIATED.fullmatch(word) for word in part.split()
    )


def _strip(name: str) -> str:
    while True:
        shorter = _AFTER_TWO_WORDS.sub(r"\1", _AFTER.sub("", name))
        shorter = _CAPITALS.sub(r"\1", shorter)
        if shorter == name:
            if name.endswith(" ."):
                return name.strip(" .")
            return name
        name = shorter


def readable_file_name(name: str) -> str:
    """ "Studi kelayakan (PDF)" of "studi_kelayakan.pdf": what a paper prints of an uploaded file.
    What is no file name, as a number, stays as it is.
    """
    base, dot, ending = name.rpartition(".")
    if not dot or not base or not re.fullmatch(r"[A-Za-z]{2,4}\d?", ending):
        return name
    return f"{re.sub(r'[-_ ]+', ' ', base).strip()} ({ending.upper()})"
