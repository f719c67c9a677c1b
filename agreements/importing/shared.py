"""One number with several partners: one naskah of several parties, or several naskah; a person says
which.
"""

from collections.abc import Iterable

from agreements.importing.register_index import number_key, title_key

from .answers import Answers
from .entries import Further, Note, NoteLevel, RegisterEntry, RowQuestion, Topic

TOGETHER, APART = "satu", "terpisah"
SAME, ONLY_NUMBER = "nomor, tanggal, dan judul sama", "nomor sama, judul atau tanggal berbeda"


def settle_shared_numbers(entries: Iterable[RegisterEntry], answers: Answers) -> None:
    """Ask about rows that share a number and not the partner; join those of which somebody said
    that they are one naskah.
    """
    by_number: dict[str, list[RegisterEntry]] = {}
    for entry in entries:
        if entry.number and entry.partner_name and not entry.skipped:
            by_number.setdefault(number_key(entry.number), []).append(entry)
    for rows in by_number.values():
        if len({str(entry.partner_key) for entry in rows}) > 1:
            _settle(rows, answers)


def _settle(rows: list[RegisterEntry], answers: Answers) -> None:
    number = rows[0].number
    titles = {title_key(entry.title.replace(entry.partner_name, "")) for entry in rows}
    key, proposal = ONLY_NUMBER, APART
    if len(titles) == 1 and len({entry.signed_on for entry in rows}) == 1:
        key, proposal = SAME, TOGETHER
    answer = answers.to(Topic.SHARED_NUMBER, key, number)
    if answer == APART:
        return
    if answer == TOGETHER:
        _join(rows)
        return
    names = ", ".join(dict.fromkeys(entry.partner_name for entry in rows))
    for entry in rows:
        question = RowQuestion(
            Topic.SHARED_NUMBER, key, "nomor", number, proposal, key, (TOGETHER, APART)
        )
        entry.ask(
            question,
            f"Nomor ini dipakai {len(rows)} baris dengan mitra berbeda: {names[:150]}. Pilih pada"
            " halaman impor.",
        )


def _join(rows: list[RegisterEntry]) -> None:
    """The first row becomes the naskah, the partners of the others its further parties; all wait
    for the last to be settled.
    """
    first, *others = rows
    if any(entry.is_wrong for entry in rows):
        for entry in rows:
            if not entry.is_wrong:
                entry.notes.append(
                    Note("nomor", "Menunggu baris lain yang bernomor sama.", NoteLevel.ASKED)
                )
        return
    known = {str(first.partner_key)}
    for entry in others:
        if str(entry.partner_key) not in known:
            party = Further(
                entry.partner_name,
                entry.partner_kind,
                entry.partner,
                entry.partner_number,
                entry.country,
            )
            first.further.append(party)
            known.add(str(entry.partner_key))
        entry.skipped = f"Digabung dengan baris {first.row} sebagai satu naskah."
