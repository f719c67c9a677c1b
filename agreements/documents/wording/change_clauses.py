"""What an adendum, a perpanjangan and a berita acara pengakhiran say, Pasal by Pasal.

No regulation gives them a format: the wording is ours and may be changed per naskah. Each Pasal
of an adendum holds the new text of one Pasal of the naskah it changes, and nothing else, so that
the naskah in force can be read from it.
"""

from collections.abc import Callable
from datetime import date
from string import ascii_lowercase

from agreements.documents import signers
from agreements.documents.kinds import KINDS, DocumentCode
from agreements.documents.text.indonesian import (
    BLANK,
    add_number_and_day,
    day_or_blank,
    flatten_name,
    join_names,
    number_ayat,
)
from agreements.documents.wording.naskah_facts import calls_of_partners
from agreements.models import Agreement, Document, DocumentState
from agreements.regulations.change_law import GROUNDS
from agreements.regulations.vocabulary import Change
from agreements.workflow import change_effects

CHANGED, GONE, ADDED = "diubah", "dihapus", "ditambahkan"
REPEALED = "Ketentuan ini dihapus."
OTHER = ("ketentuan_lain", "Ketentuan Lain")
# Who knows what is still owed when an agreement ends; filled by the room above.
owed: list[Callable[[Agreement, date], list[str]]] = []


def clauses_of_change(kind: str, agreement: Agreement) -> list[tuple[str, str, str, str]]:
    """(part, title, standard text, own text) of each Pasal."""
    own = (agreement.clauses or {}).get(kind) or {}
    return [
        (part, title, text, (own.get(part) or "").strip())
        for part, title, text in _standard(kind, agreement)
    ]


def _standard(kind: str, agreement: Agreement) -> list[tuple[str, str, str]]:
    if KINDS[kind].changes is Change.AMENDS:
        changed = [
            (f"ubah_{row['part']}", _title(row), row["text"] or REPEALED)
            for row in agreement.perubahan
        ]
        return [*changed, (*OTHER, _stays(agreement, "Adendum"))]
    if KINDS[kind].changes is Change.EXTENDS:
        return [
            ("jangka_waktu", "Jangka Waktu", _term(agreement)),
            (*OTHER, _stays(agreement, "Perpanjangan")),
        ]
    return [
        ("pengakhiran", "Pengakhiran", _end(agreement)),
        ("penyelesaian", "Penyelesaian Hak dan Kewajiban", _settled(agreement)),
        ("naskah_asli", "Naskah Asli", _originals(agreement)),
    ]


def _title(row: dict[str, str]) -> str:
    word = {CHANGED: "Perubahan", GONE: "Penghapusan", ADDED: "Penambahan"}[row["how"]]
    return f"{word} {row['place']} {row['title']}"


def lead_sentence_of(row: dict[str, str]) -> str:
    """The sentence before the new text; a Pasal that is struck out needs none."""
    named = f"{row['place']} tentang {row['title']}"
    if row["how"] == ADDED:
        return (
            f"Setelah {row['after']} ditambahkan 1 (satu) pasal, yaitu {named}, yang berbunyi"
            " sebagai berikut:"
        )
    if row["how"] == CHANGED:
        return f"Ketentuan {named} diubah sehingga berbunyi sebagai berikut:"
    return f"Ketentuan {named} dihapus."


def number_and_day(case: Agreement, kind: str) -> tuple[str, date | None]:
    """The number and day of a naskah, as its signing or its paper tells them."""
    number, day = "", None
    made = [paper for paper in case.documents.all() if _is_final(paper, kind)]
    if made:
        paper = max(made, key=lambda paper: paper.pk)
        number, day = paper.number, signers.day_of(paper)
    number = number or case.naskah_number
    signing = change_effects.signings_of_naskah(case).get(kind)
    if signing:
        return number or signing.number, signing.decided_on
    return number, day


def _is_final(paper: Document, kind: str) -> bool:
    is_ready = paper.state == DocumentState.READY and not paper.draft
    return is_ready and paper.kind == kind


def naskah_by_number(case: Agreement, kind: str) -> str:
    """ "Perjanjian Kerja Sama Nomor … tanggal …"."""
    return add_number_and_day(title_of_naskah(kind), *number_and_day(case, kind))


def title_of_naskah(kind: str) -> str:
    """Its title; room for the hand while no naskah is chosen."""
    if kind not in KINDS:
        return BLANK
    return KINDS[kind].title


def changed_naskah_of(agreement: Agreement) -> str:
    """The naskah that a change is about, by number, date and subject."""
    naskah = naskah_by_number(agreement.above, agreement.naskah_diubah)
    return f"{naskah} tentang {flatten_name(agreement.above.title)}"


def earlier_changes_of(agreement: Agreement) -> list[str]:
    """The signed changes before this one that bear on the same naskah; an end takes in all."""
    rows = change_effects.signed_changes(agreement.above, Change.AMENDS, Change.EXTENDS)
    rows = rows.exclude(pk=agreement.pk)
    if agreement.track.changes is not Change.ENDS:
        rows = rows.filter(naskah_diubah=agreement.naskah_diubah)
    return [_change_by_number(row) for row in rows]


def amendments_before(agreement: Agreement) -> int:
    """How often the same naskah was amended before."""
    rows = change_effects.signed_changes(agreement.above, Change.AMENDS).exclude(pk=agreement.pk)
    return rows.filter(naskah_diubah=agreement.naskah_diubah).count()


def _change_by_number(change: Agreement) -> str:
    signed = change_effects.signings_of_naskah(change)
    return naskah_by_number(change, next(iter(signed), DocumentCode.ADENDUM))


def ended_naskah_of(agreement: Agreement) -> list[str]:
    """Every naskah of the agreement that an end puts out of force."""
    return [
        naskah_by_number(agreement.above, kind)
        for kind in change_effects.signings_of_naskah(agreement.above)
    ]


def _stays(agreement: Agreement, what: str) -> str:
    changed = title_of_naskah(agreement.naskah_diubah)
    return number_ayat(
        f"Ketentuan lain dalam {changed_naskah_of(agreement)} yang tidak diubah dengan {what} ini"
        " dinyatakan tetap berlaku.",
        f"{what} ini merupakan bagian tidak terpisahkan dari {changed} tersebut dan berlaku sejak"
        " tanggal ditandatangani.",
    )


def _term(agreement: Agreement) -> str:
    old = None
    if agreement.parent:
        old = change_effects.end_of(agreement.above, agreement.naskah_diubah, but=agreement)
    return number_ayat(
        f"Jangka waktu {changed_naskah_of(agreement)}, yang semula berakhir pada tanggal"
        f" {day_or_blank(old)}, diperpanjang sampai dengan tanggal"
        f" {day_or_blank(agreement.berakhir_baru)}.",
        "Perpanjangan sebagaimana dimaksud pada ayat (1) tidak mengubah hak dan kewajiban PARA"
        " PIHAK.",
    )


def _end(agreement: Agreement) -> str:
    naskah, also = BLANK, ""
    if agreement.parent:
        naskah = join_names(ended_naskah_of(agreement))
        if before := earlier_changes_of(agreement):
            also = f", beserta {join_names(before)}"
    return number_ayat(
        f"PARA PIHAK menyatakan {naskah} tentang {flatten_name(agreement.above.title)}{also},"
        f" berakhir pada tanggal {day_or_blank(agreement.berakhir_baru)}.",
        f"Pengakhiran sebagaimana dimaksud pada ayat (1) dilakukan karena {_ground(agreement)}.",
    )


def _ground(agreement: Agreement) -> str:
    if not agreement.dasar_akhir:
        return BLANK
    text = GROUNDS[agreement.dasar_akhir][0]
    text = text[:1].lower() + text[1:]
    theirs = join_names(calls_of_partners(agreement))
    return text.replace("para pihak", "PARA PIHAK").replace("pihak ketiga", theirs)


def _settled(agreement: Agreement) -> str:
    end = agreement.berakhir_baru
    duties: list[str] = []
    if agreement.parent and end:
        duties = [text for tell in owed for text in tell(agreement.above, end)]
    return number_ayat(
        _one(agreement.penyelesaian) or BLANK,
        _still_owed(duties),
        "Pengakhiran tidak menghapus hak dan kewajiban PARA PIHAK yang telah timbul dan belum"
        " diselesaikan.",
    )


def _still_owed(duties: list[str]) -> str:
    if not duties:
        return ""
    rows = [f"{letter}. {text}" for letter, text in zip(ascii_lowercase, duties, strict=False)]
    listed = ";\n".join(rows)
    return f"Kewajiban yang masih harus diselesaikan sesudah pengakhiran:\n{listed}."


def _one(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines() if line.strip())


def _originals(agreement: Agreement) -> str:
    where = ""
    if place := _place_of_original(agreement):
        where = f" ({place})"
    return number_ayat(
        "Naskah asli yang diakhiri tetap disimpan oleh masing-masing PIHAK sebagai bukti kerja sama"
        " yang pernah berlaku.",
        f"1 (satu) naskah asli disimpan oleh Sekretariat Tim Koordinasi Kerja Sama Daerah{where}"
        " bersama Berita Acara ini.",
    )


def _place_of_original(agreement: Agreement) -> str:
    """Where the record says that the signed naskah is kept; empty where none says it."""
    if agreement.parent is None:
        return ""
    rows = agreement.parent.evidence.all()
    kept = [row for row in rows if row.requirement_code == "arsip" and not row.void]
    if not kept:
        return ""
    return flatten_name(max(kept, key=lambda row: row.pk).note)
