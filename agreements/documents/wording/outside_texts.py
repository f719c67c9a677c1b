"""A naskah whose text is a file that was written elsewhere, as versions and papers tell it."""

from typing import Any

from agreements.documents.kinds import KINDS
from agreements.models import Agreement, Document
from agreements.models.naskah_setup import OutsideText
from agreements.workflow import outside_naskah
from agreements.workflow.removals import days_of_removals
from kerjasama.writing.days import short_date

PART, TITLE = "berkas_luar", "Naskah dari luar"
OUTSIDE = "luar"  # in the context of a paper, the file that it prints


def outside_text_of(kind: str, agreement: Agreement) -> OutsideText | None:
    """The file that is the text of this naskah or of its copy; None where it is written here."""
    return agreement.outside_text_of(KINDS[kind].base)


def told_of_outside(kind: str, agreement: Agreement) -> tuple[str, str, str, str] | None:
    """The file in the place of all Pasal, as `clauses` tells them; None where there is none."""
    text = outside_text_of(kind, agreement)
    return (PART, TITLE, text.told, "") if text else None


def outside_text_printed(document: Document) -> OutsideText | None:
    """The file whose pages a paper prints; None for one whose text was written here."""
    kept = document.context.get(OUTSIDE)
    return OutsideText(**kept) if kept else None


def chosen_at_order(kind: str, agreement: Agreement) -> dict[str, Any]:
    """What stands in the order of a paper that prints such a file."""
    text = outside_text_of(kind, agreement)
    return {OUTSIDE: text.stored()} if text else {}


def gaps_of_final(kind: str, agreement: Agreement) -> list[tuple[str, str]]:
    """(part, why) of what keeps a final from being made of the file: parts that nobody found in it,
    and that its content was taken away.
    """
    base = KINDS[kind].base
    text = agreement.outside_text_of(base)
    if text is None:
        return []
    if day := days_of_removals(agreement, [text.sha256]).get(text.sha256):
        why = f"Isi berkas naskah dari luar dihapus pada {short_date(day)}. Unggah berkas lain."
        return [(PART, why)]
    return outside_naskah.gaps_of_outside_text(agreement, base)


def facts_of_outside(document: Document) -> dict[str, Any]:
    """What the data inside a final say of the file and of the parts that the law lists."""
    text = outside_text_printed(document)
    if text is None:
        return {}
    ticked = outside_naskah.ticked_parts_of(document.agreement, KINDS[document.kind].base)
    parts = [
        {
            "kode": part.code,
            "nama": part.name,
            "dasar": str(part.citation),
            "halaman": pages,
        }
        for part, pages in ticked
    ]
    file = {"nama": text.name, "sha256": text.sha256, "halaman": text.pages}
    return {"naskah_luar": file | {"bagian": parts}}
