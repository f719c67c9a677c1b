"""How a change bears on the agreement above it: which may be begun, until when a naskah holds, what
a signing does.
"""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.utils.formats import date_format

from agreements.models import STOPPED, Agreement, Evidence
from agreements.regulations import catalogue
from agreements.regulations.change_law import KB, PKS
from agreements.regulations.limits import INTENT, longest_of
from agreements.regulations.vocabulary import Change, Track
from kerjasama.narrowing import require

INHERITED = ("partner", "owner", "urusan", "title_en", "objek_ln", "bahasa_acuan")
NAMES_OF_NASKAH = {KB: "Kesepakatan Bersama", PKS: "PKS"}
TITLES = {Change.AMENDS: "Adendum", Change.EXTENDS: "Perpanjangan", Change.ENDS: "Pengakhiran"}


def change_tracks_for(agreement: Agreement) -> list[Track]:
    """The tracks by which an agreement of this one's track may be changed."""
    return [
        track
        for track in catalogue.TRACKS
        if track.changes and agreement.track_code in track.parents
    ]


def reasons_against_change(agreement: Agreement, track: Track, today: date) -> list[str]:
    """Why this change may not be begun on that agreement; empty when it may."""
    if why := _why_not_standing(agreement, track):
        return [why]
    if agreement.ends_on is None and track.does is Change.EXTENDS:
        return ["Kerja sama itu berlaku tanpa tanggal berakhir, jadi tidak perlu diperpanjang."]
    if require(agreement.last_day, "what stands is signed") < today:
        return [
            f"Kerja sama itu sudah berakhir pada {format_day_or_dash(agreement.ends_on)}. Ajukan"
            " kerja sama baru."
        ]
    if lacks_articles(agreement, track):
        return ["Salin dulu Pasal naskahnya pada halaman Naskah lama."]
    running = (
        agreement.children.filter(track_code=track.code, effective_on=None)
        .exclude(state__in=STOPPED)
        .first()
    )
    if running:
        return [f"Masih ada {track.changes} yang sedang diproses: {running.title}."]
    return []


def _why_not_standing(agreement: Agreement, track: Track) -> str:
    """Why no naskah stands that this track changes; "" where it is signed and was not ended."""
    if agreement.track_code not in track.parents:
        return "Jalur ini tidak berlaku bagi kerja sama itu."
    if agreement.last_day is None:
        return (
            "Kerja sama itu belum ditandatangani; isinya masih dapat diubah dalam prosesnya"
            " sendiri."
        )
    if agreement.state in STOPPED:
        return f"Kerja sama itu {agreement.status.lower()}."
    if agreement.terminated:
        return f"Kerja sama itu diakhiri pada {format_day_or_dash(agreement.ends_on)}."
    signed = signings_of_naskah(agreement)
    if track.of_naskah and signed and track.of_naskah not in signed:
        return f"{NAMES_OF_NASKAH[track.of_naskah]} kerja sama itu belum ditandatangani."
    return ""


def lacks_articles(agreement: Agreement, track: Track) -> bool:
    """Whether an adendum finds no Pasal to change, because nobody copied those of the recorded
    naskah.
    """
    if track.changes is not Change.AMENDS or not agreement.is_legacy:
        return False
    return not agreement.has_recorded_articles


def inherit_from_parent(change: Agreement) -> None:
    """Give a change what it shares with the agreement above it."""
    parent = change.above
    for field in INHERITED:
        setattr(change, field, getattr(parent, field))
    change.title = f"{TITLES[change.track.does]} {parent.title}"[:250]
    change.naskah_diubah = change.track.of_naskah or governing_kind_of(parent)
    change.berakhir_semula = end_of(parent, change.naskah_diubah)


def signings_of_naskah(agreement: Agreement) -> dict[str, Evidence]:
    """The signing of each naskah of the agreement, the latest last; a mere intent is none."""
    signs = {code: kind for kind, code in agreement.track.signings.items() if kind != INTENT}
    places = {stage.code: place for place, stage in enumerate(agreement.track.stages)}
    signings = []
    for row in agreement.evidence.all():
        day = _signing_day_of(row, agreement)
        if row.requirement_code in signs and not row.void and day:
            signings.append((day, places.get(row.stage_code, 0), row.pk, row))
    return {signs[row.requirement_code]: row for *_, row in sorted(signings)}


def _signing_day_of(row: Evidence, agreement: Agreement) -> date | None:
    """Of a recorded naskah whose day of signing nobody knows, the day on which it began stands for
    it.
    """
    if row.decided_on is None and not agreement.signing_day_known:
        return agreement.effective_on
    return row.decided_on


def signing_day_of(agreement: Agreement) -> date | None:
    """The day on which the naskah by which it ends was signed, which need not be the day from which
    its term is counted.
    """
    signing = next(reversed(signings_of_naskah(agreement).values()), None)
    if signing is None or signing.decided_on is None:
        return agreement.effective_on
    return signing.decided_on


def governing_kind_of(agreement: Agreement) -> str:
    """The kind of the naskah by which the agreement as a whole ends: the one signed last."""
    return next(reversed(signings_of_naskah(agreement)), "")


def signed_changes(agreement: Agreement, *changes: Change) -> QuerySet:
    """The signed changes of an agreement in the order of their signing, with what is read of them;
    all, or those that do one thing.
    """
    asked = changes or tuple(Change)
    codes = [track.code for track in catalogue.TRACKS if track.changes in asked]
    signed = agreement.children.filter(track_code__in=codes, effective_on__isnull=False).exclude(
        state__in=STOPPED
    )
    return signed.order_by("effective_on", "pk").prefetch_related("documents", "evidence")


def end_of(agreement: Agreement, kind: str, but: Agreement | None = None) -> date | None:
    """The last day of a naskah with its extensions, leaving out `but`; None when it is not signed
    or states no term.
    """
    extensions = (
        signed_changes(agreement, Change.EXTENDS).prefetch_related(None).filter(naskah_diubah=kind)
    )
    if but:
        extensions = extensions.exclude(pk=but.pk)
    extended = extensions.last()
    if extended:
        return extended.berakhir_baru
    if agreement.is_legacy:
        return agreement.expires_on
    signing = signings_of_naskah(agreement).get(kind)
    if signing is None:
        return None
    return agreement.term_of(kind).last_day(signing.decided_on)


# What the signing of a naskah writes of its term.
RUNNING_TERM = (
    *("effective_on", "expires_on", "ends_on"),
    *("open_ended", "ends_when", "ends_on_its_day"),
)


def run_term(agreement: Agreement, naskah: str, signed_on: date) -> None:
    """Set the days of the term of a signed naskah, unsaved. One that is counted from an event binds
    from its signing, and has no end until the event is recorded. Where the agreement was ended, it
    stays ended on its day.
    """
    term = agreement.term_of(naskah)
    agreement.effective_on = term.first_day(signed_on) or signed_on
    agreement.expires_on = term.last_day(signed_on)
    agreement.open_ended = agreement.expires_on is None
    agreement.ends_on_its_day = not term.renews
    agreement.ends_when = ""
    if term.waits_for and not term.is_open:
        agreement.ends_when = f"dihitung sejak {term.waits_for}"[:200]
    if not agreement.terminated:
        agreement.ends_on = end_of(agreement, naskah)


def fault_of_signing_day(agreement: Agreement, naskah: str, signed_on: date) -> str:
    """Why a naskah with a fixed end may not be signed on that day; empty when it may."""
    last = agreement.term_of(naskah).last_day(signed_on)
    if last is None or signed_on <= last:
        return ""
    return f"Menurut jangka waktunya, naskah ini sudah berakhir pada {format_day_or_dash(last)}."


def fault_of(change: Agreement, end: date, today: date) -> str:
    """Why the agreement above may not end on that day; empty when it may."""
    if change.track.does is Change.ENDS:
        return _fault_of_ending(change, end)
    return _fault_of_extension(change, end, today)


def _fault_of_ending(change: Agreement, end: date) -> str:
    parent, first = change.above, change.above.effective_on
    last = change.berakhir_semula
    if change.effective_on is None:
        last = parent.last_day
    if last is None and parent.open_ended or parent.renews_now:
        last = date.max
    if first and last and first <= end <= last:
        return ""
    if last == date.max:
        return f"Pilih hari sejak {format_day_or_dash(first)}."
    return (
        f"Pilih hari antara {format_day_or_dash(first)} dan {format_day_or_dash(last)}, selama"
        " kerja sama masih berlaku."
    )


def _fault_of_extension(change: Agreement, end: date, today: date) -> str:
    parent = change.above
    old = _present_end(parent, end_of(parent, change.naskah_diubah, but=change), today)
    if old is None:
        return "Naskah itu belum ditandatangani. Ajukan kerja sama baru."
    if old < today:
        return f"Naskah itu sudah berakhir pada {format_day_or_dash(old)}. Ajukan kerja sama baru."
    if end <= old and parent.renews_now:
        return (
            f"Pilih hari sesudah {format_day_or_dash(old)}; naskah itu diperpanjang otomatis sampai"
            " ada perpanjangan ini."
        )
    if end <= old:
        return (
            f"Pilih hari sesudah {format_day_or_dash(old)}, saat naskah itu berakhir menurut yang"
            " berlaku sekarang."
        )
    most = longest_of(change.track.family, change.naskah_diubah)
    if most is None:
        return ""
    latest = _extended_by(old, most.months)
    if end > latest:
        return (
            f"Perpanjangan paling lama {most.months} bulan, sampai {format_day_or_dash(latest)}"
            f" ({most.citation}, dibaca berlaku bagi tiap perpanjangan)."
        )
    return ""


def _extended_by(end: date, months: int) -> date:
    """The last day of a term of so many months that begins the day after `end`."""
    return end + timedelta(1) + relativedelta(months=months) - timedelta(1)


def _present_end(parent: Agreement, end: date | None, today: date) -> date | None:
    """Until when a naskah holds at least: one that renews itself has not ended though its first
    term is over.
    """
    if end is not None and parent.renews_now and not parent.terminated:
        return max(end, today)
    return end


def take_effect(change: Agreement, parent: Agreement, signed_on: date) -> str:
    """Write what the signing of a change does to its agreement. Returns why it may not; expects
    both rows to be locked.
    """
    change.parent = parent
    does, end = change.track.does, change.berakhir_baru
    if fault := _fault_of_parent(change, parent, signed_on):
        return fault
    if end and does is not Change.AMENDS:
        if fault := fault_of(change, end, signed_on):
            return fault
    if change.effective_on is None:
        change.berakhir_semula = _end_to_change(change, parent)
    change.effective_on = signed_on
    change.save(update_fields=["effective_on", "berakhir_semula"])
    if _moves_the_end(change, parent):
        parent.ends_on, parent.terminated = end, does is Change.ENDS
        parent.save(update_fields=["ends_on", "terminated"])
    return ""


def _fault_of_parent(change: Agreement, parent: Agreement, signed_on: date) -> str:
    """Why the agreement can no longer be changed. An extension recorded anew, signed before the
    end, fails too once the agreement was ended.
    """
    until = format_day_or_dash(parent.ends_on)
    is_new = change.effective_on is None
    if parent.terminated and (is_new or change.track.does is Change.EXTENDS):
        return f"Kerja sama itu diakhiri pada {until}."
    if is_new and _is_over(parent, signed_on):
        return f"Kerja sama itu sudah berakhir pada {until}."
    return ""


def _end_to_change(change: Agreement, parent: Agreement) -> date | None:
    if change.track.does is Change.ENDS:
        return parent.ends_on
    return end_of(parent, change.naskah_diubah)


def _moves_the_end(change: Agreement, parent: Agreement) -> bool:
    """Whether the agreement as a whole ends otherwise by this change."""
    if change.track.does is Change.EXTENDS:
        return change.naskah_diubah == governing_kind_of(parent)
    return change.track.does is Change.ENDS


def _is_over(parent: Agreement, day: date) -> bool:
    last = parent.last_day
    return parent.terminated or last is None or last < day


def format_day_or_dash(day: date | None) -> str:
    """The day in words; an ellipsis where there is none."""
    return date_format(day, "j F Y") if day else "…"
