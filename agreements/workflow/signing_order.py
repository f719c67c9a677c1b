"""The order in which naskah are signed: none before the one it rests on, in its own case or in the
case above.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import prefetch_related_objects

from agreements.models import STOPPED, Agreement, Party, PartySigning, Signatory, SigningRight
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.signing_rights import why_no_deputy, why_no_proxy
from agreements.regulations.vocabulary import Requirement
from agreements.workflow.change_effects import format_day_or_dash
from kerjasama.web.compiled import rows_beside


def fault_of_day(agreement: Agreement, need: Requirement, day: date) -> str:
    """Why this naskah cannot have been signed on that day; empty when it can."""
    if lapsed := lapse_of_right(agreement, need, day):
        return lapsed
    if is_late := _fault_before_last_party(agreement, need, day):
        return is_late
    if is_early := fault_of_too_early(agreement, need.code, day):
        return is_early
    for after, signed_on in _after(agreement, need.code):
        if day > signed_on:
            return f"Tidak boleh sesudah {after} ({format_day_or_dash(signed_on)})."
    return ""


def fault_of_too_early(agreement: Agreement, signing: str, day: date) -> str:
    """That nobody can have signed it on that day, before what it rests on; empty when one can.
    `signing` is the code of the record of its signing.
    """
    for before, signed_on in _before(agreement, signing):
        if day < signed_on:
            return f"Tidak boleh sebelum {before} ({format_day_or_dash(signed_on)})."
    return ""


def fault_of_last_day(agreement: Agreement, days: Iterable[date], day: date) -> str:
    """That the naskah bears another day than that of the last signature, once the day of each party
    is known; empty while it is not.
    """
    known = list(days)
    if len(known) < agreement.number_of_parties or max(known) == day:
        return ""
    return (
        f"Naskah bertanggal {format_day_or_dash(day)}, hari tanda tangan terakhir, tetapi tidak ada"
        " pihak yang menandatangani pada hari itu."
    )


def _fault_before_last_party(agreement: Agreement, need: Requirement, day: date) -> str:
    """Where each party signs apart, the day of the naskah is that of the last signature."""
    if not need.signs or not agreement.ttd_terpisah:
        return ""
    own = [row.day for row in PartySigning.objects.of_naskah(agreement, need.signs).values()]
    last = max(own, default=day)
    if day >= last:
        return fault_of_last_day(agreement, own, day)
    return f"Tidak boleh sebelum tanda tangan terakhir para pihak ({format_day_or_dash(last)})."


def lapse_of_right(agreement: Agreement, need: Requirement, day: date) -> str:
    """Whose right to sign this naskah had ended before that day; empty when nobody's had."""
    if not need.signs:
        return ""
    own = PartySigning.objects.of_naskah(agreement, need.signs)
    parties = rows_beside(agreement, "parties")
    prefetch_related_objects(parties, "signatories")
    for party in parties:
        own_day = own[party.pk].day if party.pk in own else day
        if lapsed := lapse_for_party(agreement, need.signs, party, own_day):
            return lapsed
    return ""


def lapse_for_party(agreement: Agreement, kind: str, party: Party, day: date) -> str:
    """That the right of whoever signs this naskah for the party had ended before that day; empty
    when it had not.
    """
    for signatory in party.signatories.all():
        if signatory.kind == kind and (lapsed := lapse_of_signatory(signatory, day)):
            return lapsed
    is_by_proxy = kind == DocumentCode.PERJANJIAN_KERJA_SAMA and agreement.dengan_kuasa
    if party.is_region and is_by_proxy:
        return lapse_of_proxy(agreement, day)
    return ""


def lapse_of_signatory(signatory: Signatory, day: date) -> str:
    """That this person's right to sign had ended before that day or began after it, or that the law
    gives none; empty when it held.
    """
    if fault := fault_of_right(signatory.party.agreement, signatory):
        return fault
    if signatory.begins_after(day):
        since = format_day_or_dash(signatory.basis_date)
        return f"Kewenangan {signatory.name} untuk menandatangani baru ada sejak {since}."
    if not signatory.lapses_before(day):
        return ""
    until = format_day_or_dash(signatory.basis_until)
    return f"Kewenangan {signatory.name} untuk menandatangani berakhir pada {until}."


def fault_of_right(agreement: Agreement, signatory: Signatory) -> str:
    """Why the law lets nobody in this office sign the naskah by another right than the office."""
    if signatory.right == SigningRight.OFFICE:
        return ""
    return why_no_deputy(agreement.track, signatory.kind, signatory.office)


def lapse_of_proxy(agreement: Agreement, day: date) -> str:
    """That the surat kuasa of the case had ended before that day, or that the law lets nobody in
    that office have one; empty when it holds.
    """
    if fault := why_no_proxy(agreement.track, agreement.kuasa_jabatan):
        return fault
    until = agreement.kuasa_sampai
    if until is None or until >= day:
        return ""
    return f"Surat kuasa untuk {agreement.kuasa_nama} berakhir pada {format_day_or_dash(until)}."


def _before(agreement: Agreement, signing: str) -> list[tuple[str, date]]:
    """What was signed before it: earlier naskah of the case, and the first one of the case above."""  # noqa: E501
    own = _signed(agreement)
    place = _place_of(agreement, signing)
    rows = [(name, day) for at, name, day in own if at < place]
    if agreement.parent and not rows:
        rows = [
            (f"{name} “{agreement.parent.title}”", day)
            for _, name, day in _signed(agreement.parent)[:1]
        ]
    return rows


def _after(agreement: Agreement, signing: str) -> list[tuple[str, date]]:
    """What was signed after it: later naskah of the case; after its first one also those of the
    cases below.
    """
    own, place = _signed(agreement), _place_of(agreement, signing)
    rows = [(name, day) for at, name, day in own if at > place]
    if any(at < place for at, _, _ in own):
        return rows
    below = agreement.children.filter(effective_on__isnull=False).exclude(state__in=STOPPED)
    for child in below.order_by("effective_on", "pk"):
        rows += [(f"{name} “{child.title}”", day) for _, name, day in _signed(child)[:1]]
    return rows


def _place_of(agreement: Agreement, signing: str) -> int:
    return _codes(agreement).index(signing)


def _codes(agreement: Agreement) -> list[str]:
    """What records a signing, in the order of the stages."""
    return [
        need.code for stage in agreement.track.stages for need in stage.requirements if need.signs
    ]


def _signed(agreement: Agreement) -> list[tuple[int, str, date]]:
    """The naskah that are signed, by their place: what each is, and on which day."""
    codes = _codes(agreement)
    rows = agreement.evidence.filter(
        void=False, requirement_code__in=codes, decided_on__isnull=False
    )
    found: list[tuple[int, str, date]] = []
    for code, day in rows.values_list("requirement_code", "decided_on"):
        if day is None:
            continue
        need = next(
            n for stage in agreement.track.stages for n in stage.requirements if n.code == code
        )
        found.append((codes.index(code), need.text[0].lower() + need.text[1:], day))
    return sorted(found)
