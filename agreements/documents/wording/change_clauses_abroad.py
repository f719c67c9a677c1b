"""The articles by which a naskah abroad is amended, extended or ended, in both languages. The law
gives them no format.
"""

from datetime import date

from agreements.documents.kinds import KINDS, DocumentCode
from agreements.documents.text import english, indonesian
from agreements.documents.wording import change_clauses, clauses_abroad
from agreements.documents.wording.clauses_abroad import ArticleText
from agreements.models import Agreement
from agreements.models.facts_abroad import ENGLISH
from agreements.models.naskah_setup import split_part
from agreements.regulations.change_law import GROUNDS
from agreements.regulations.vocabulary import Change
from agreements.workflow import change_effects

_CHANGED = KINDS[DocumentCode.NASKAH_KERJA_SAMA]
NAME, NAME_EN = _CHANGED.own_name, _CHANGED.title_en
GROUNDS_EN = {
    "prosedur": (
        "the Parties so agree by the procedure set forth in the Memorandum of Understanding"
    ),
    "tujuan-ln": "the objectives of the Memorandum of Understanding have been achieved",
    "baru": "a new arrangement is made which supersedes it",
}
OTHER = (
    "ketentuan_lain",
    ("Ketentuan Lain", "Other Provisions"),
    (
        (
            f"Ketentuan lain dalam {NAME} tersebut tetap berlaku, dan naskah ini merupakan bagian"
            " tidak terpisahkan darinya sejak tanggal ditandatangani."
        ),
        (
            f"All other provisions of the {NAME_EN} remain in force; this document forms an"
            " integral part of it from the date of its signing."
        ),
    ),
)
# Its part, its titles and its texts in Indonesian and English; a third where it is known.
Part = tuple[str, tuple[str, str], tuple[str, ...]]


def articles_abroad_of(
    kind: str, agreement: Agreement, first: int = 0
) -> list[tuple[ArticleText, ...]]:
    """Each article of a naskah abroad, or of a change to one, in each of its languages."""
    change = KINDS[kind].changes
    if change is None:
        return clauses_abroad.standard_articles_abroad(kind, agreement, first=first)
    own = (agreement.clauses or {}).get(kind) or {}
    said = _SAYS[change](agreement)
    return [
        (
            ArticleText(part, titles[0], texts[0], own.get(part, "")),
            ArticleText(part + ENGLISH, titles[1], texts[1], own.get(part + ENGLISH, "")),
            *clauses_abroad.in_third(kind, agreement, part, titles[0], "".join(texts[2:])),
        )
        for part, titles, texts in said
    ]


def references_of_change(agreement: Agreement) -> list[tuple[str, str]]:
    """To which naskah the change refers."""
    number, day = change_clauses.number_and_day(agreement.above, agreement.naskah_diubah)
    told = told_en = ""
    if number:
        told, told_en = f" Nomor {number}", f" Number {number}"
    return [
        (
            (
                f"MERUJUK pada {NAME}{told} yang ditandatangani pada tanggal"
                f" {indonesian.day_or_blank(day)};"
            ),
            f"REFERRING to the {NAME_EN}{told_en} signed on {_day_en(day)};",
        )
    ]


def _amends(agreement: Agreement) -> list[Part]:
    rows = {row["part"]: row for row in agreement.perubahan}
    third = agreement.setup_of(DocumentCode.ADENDUM).third
    said = [
        (row, rows.get(part + ENGLISH), rows.get(f"{part}_{third}"))
        for part, row in rows.items()
        if not split_part(part)[1]
    ]
    return [*(_amended(row, english, last) for row, english, last in said if english), OTHER]


def _amended(
    row: dict[str, str], in_english: dict[str, str], in_third: dict[str, str] | None
) -> Part:
    titles = (
        f"{row['place']} {row['title']} diubah sehingga berbunyi",
        f"{in_english['place']} {in_english['title']} is amended to read",
    )
    texts = [row["text"], in_english["text"]]
    if in_third:
        texts.append(in_third["text"])
    return f"ubah_{row['part']}", titles, tuple(texts)


def _extends(agreement: Agreement) -> list[Part]:
    old = change_effects.end_of(agreement.above, agreement.naskah_diubah, but=agreement)
    new = agreement.berakhir_baru
    texts = (
        (
            f"{NAME} yang semula berakhir pada tanggal {indonesian.day_or_blank(old)} diperpanjang"
            f" sampai dengan tanggal {indonesian.day_or_blank(new)}."
        ),
        f"The {NAME_EN}, which was to expire on {_day_en(old)}, is extended until {_day_en(new)}.",
    )
    return [("masa_berlaku", ("Perpanjangan", "Extension"), texts), OTHER]


def _ends(agreement: Agreement) -> list[Part]:
    ground = indonesian.BLANK
    if agreement.dasar_akhir:
        ground = GROUNDS[agreement.dasar_akhir][0]
    because = ground[:1].lower() + ground[1:].replace("para pihak", "Para Pihak")
    ended = (
        (
            f"{NAME} berakhir pada tanggal {indonesian.day_or_blank(agreement.berakhir_baru)}"
            f" karena {because}."
        ),
        (
            f"The {NAME_EN} terminates on {_day_en(agreement.berakhir_baru)}, since"
            f" {GROUNDS_EN.get(agreement.dasar_akhir, indonesian.BLANK)}."
        ),
    )
    settled = (
        agreement.penyelesaian.strip() or indonesian.BLANK,
        agreement.penyelesaian_en.strip() or indonesian.BLANK,
    )
    kept = (
        "Naskah asli yang diakhiri tetap disimpan sebagai bukti kerja sama yang pernah berlaku.",
        "The originals remain in custody as evidence of the cooperation.",
    )
    return [
        ("pengakhiran", ("Pengakhiran", "Termination"), ended),
        (
            "penyelesaian",
            ("Penyelesaian Hak dan Kewajiban", "Settlement of Rights and Obligations"),
            settled,
        ),
        ("naskah_asli", ("Naskah Asli", "Originals"), kept),
    ]


_SAYS = {Change.AMENDS: _amends, Change.EXTENDS: _extends, Change.ENDS: _ends}


def _day_en(day: date | None) -> str:
    if day is None:
        return indonesian.BLANK
    return english.long_date(day)
