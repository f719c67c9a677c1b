"""How a signed agreement stands between its signature and its end, and by what it got there: in
Python for one, in SQL for many.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import (
    Case,
    CharField,
    Expression,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.formats import date_format

from agreements.regulations import catalogue
from agreements.regulations.vocabulary import Change

from .decision import Choice, Decision
from .state import STOPPED

if TYPE_CHECKING:
    from agreements.models import Agreement


class InForce(TextChoices):
    RUNNING = "berlaku", "Berlaku"
    EXTENDED = "diperpanjang", "Diperpanjang"
    TO_EXTEND = "akan-diperpanjang", "Berlaku, akan diperpanjang"
    EXTENDING = "proses-perpanjangan", "Dalam proses perpanjangan"
    TO_END = "akan-diakhiri", "Berlaku, akan diakhiri"
    ENDING = "proses-pengakhiran", "Dalam proses pengakhiran"
    TO_LAPSE = "akan-berakhir", "Akan berakhir (dibiarkan)"
    TERMINATED = "diakhiri", "Diakhiri"
    LAPSED = "dibiarkan", "Berakhir (dibiarkan)"
    UNFINISHED = "tidak-terlaksana", "Berakhir (keputusan tidak terlaksana)"
    UNDECIDED = "tanpa-keputusan", "Berakhir (tanpa keputusan)"


ENDLESSLY = "tanpa-batas"
GROUPS = {
    "masih": "Masih berlaku (semua)",
    ENDLESSLY: "Berlaku tanpa tanggal berakhir",
    "berakhir": "Sudah berakhir atau diakhiri (semua)",
}
SENTENCES = {
    InForce.RUNNING: "Berlaku {start} sampai {end}",
    InForce.EXTENDED: "Diperpanjang sampai {end}, berlaku sejak {start}",
    InForce.TO_EXTEND: "Berlaku {start} sampai {end}, akan diperpanjang",
    InForce.EXTENDING: "Berlaku {start} sampai {end}, dalam proses perpanjangan",
    InForce.TO_END: "Berlaku {start} sampai {end}, akan diakhiri",
    InForce.ENDING: "Berlaku {start} sampai {end}, dalam proses pengakhiran",
    InForce.TO_LAPSE: "Akan berakhir {end} (dibiarkan), berlaku sejak {start}",
    InForce.TERMINATED: "Diakhiri pada {end}, berlaku sejak {start}",
    InForce.LAPSED: (
        "Berakhir pada {end} karena jangka waktu habis (dibiarkan berakhir), berlaku sejak {start}"
    ),
    InForce.UNFINISHED: (
        "Berakhir pada {end} karena jangka waktu habis (keputusan tidak terlaksana), berlaku sejak"
        " {start}"
    ),
    InForce.UNDECIDED: (
        "Berakhir pada {end} karena jangka waktu habis (tanpa keputusan), berlaku sejak {start}"
    ),
}
PHRASES = {
    InForce.RUNNING: "Berlaku s.d. {end}",
    InForce.EXTENDED: "Diperpanjang s.d. {end}",
    InForce.TO_EXTEND: "Berlaku s.d. {end}, akan diperpanjang",
    InForce.EXTENDING: "Berlaku s.d. {end}, dalam proses perpanjangan",
    InForce.TO_END: "Berlaku s.d. {end}, akan diakhiri",
    InForce.ENDING: "Berlaku s.d. {end}, dalam proses pengakhiran",
    InForce.TO_LAPSE: "Akan berakhir {end} (dibiarkan)",
    InForce.TERMINATED: "Diakhiri {end}",
    InForce.LAPSED: "Berakhir {end} (dibiarkan)",
    InForce.UNFINISHED: "Berakhir {end} (keputusan tidak terlaksana)",
    InForce.UNDECIDED: "Berakhir {end} (tanpa keputusan)",
}
DECIDED = {
    Choice.EXTEND: InForce.TO_EXTEND,
    Choice.END: InForce.TO_END,
    Choice.LAPSE: InForce.TO_LAPSE,
}
# Of what is over, by what was decided; any other decision was not carried out.
PAST = {"": InForce.UNDECIDED, Choice.LAPSE: InForce.LAPSED}
MOVING = {Change.EXTENDS: InForce.EXTENDING, Change.ENDS: InForce.ENDING}
CODES = {
    does: [track.code for track in catalogue.TRACKS if track.changes is does] for does in MOVING
}


def in_force_state_of(agreement: Agreement, today: date) -> InForce | None:
    """None while nothing is signed. What is under way outweighs what was decided."""
    last = agreement.last_day
    if last is None:
        return None
    if agreement.terminated:
        return InForce.TERMINATED
    decided, moving = agreement.decided_and_moving
    if last < today:
        return PAST.get(decided, InForce.UNFINISHED)
    if moving:
        return MOVING[Change(moving)]
    if decided:
        return DECIDED[Choice(decided)]
    if agreement.ends_on is None or agreement.expires_on is None:
        return InForce.RUNNING
    return InForce.EXTENDED if agreement.ends_on > agreement.expires_on else InForce.RUNNING


# What is said of one that no day ends, by how it stands.
ENDLESS = {
    InForce.RUNNING: "Berlaku sejak {start} {how}",
    InForce.EXTENDED: "Diperpanjang, berlaku sejak {start} {how}",
    InForce.ENDING: "Berlaku sejak {start} {how}, dalam proses pengakhiran",
}


def without_end(agreement: Agreement) -> str:
    """Why no day ends it: "tanpa batas waktu", what ends it instead, or that it renews itself;
    empty when a day does.
    """
    if not agreement.runs_on:
        return ""
    if agreement.renews_now and agreement.ends_on is not None:
        return f"diperpanjang otomatis (jangka pertama sampai {agreement.ends_on:%d/%m/%Y})"
    if agreement.ends_when:
        return f"tanpa tanggal berakhir: {agreement.ends_when}"
    return "tanpa batas waktu"


def in_force_sentence_of(agreement: Agreement, today: date) -> str:
    """The whole of it, for the page of one agreement."""
    how = in_force_state_of(agreement, today)
    if how is None or agreement.effective_on is None:
        return ""
    if why := without_end(agreement):
        text = ENDLESS.get(how, ENDLESS[InForce.RUNNING])
        said = text.format(start=date_format(agreement.effective_on, "j F Y"), how=why)
        return _ahead(said) if agreement.begins_after(today) else said
    first = date_format(agreement.effective_on, "j F Y")
    last = date_format(agreement.ends_on, "j F Y") if agreement.ends_on else ""
    said = SENTENCES[how].format(start=first, end=last)
    return _ahead(said) if agreement.begins_after(today) else said


def _ahead(said: str) -> str:
    """The sentence for one that is signed and does not hold yet."""
    return said.replace("Berlaku", "Akan berlaku", 1)


def in_force_phrase_of(agreement: Agreement, today: date) -> str:
    """The short of it, for a cell of a list."""
    how = in_force_state_of(agreement, today)
    if how is None:
        return ""
    start = f"{agreement.effective_on:%d/%m/%Y}" if agreement.begins_after(today) else ""
    if not agreement.runs_on:
        said = PHRASES[how].format(end=f"{agreement.ends_on:%d/%m/%Y}")
        return said.replace("Berlaku", f"Akan berlaku {start}", 1) if start else said
    phrase = f"Berlaku, {_short_without_end(agreement)}"
    if start:
        phrase = f"Akan berlaku {start}, {_short_without_end(agreement)}"
    if how is InForce.ENDING:
        phrase += ", dalam proses pengakhiran"
    return phrase


def _short_without_end(agreement: Agreement) -> str:
    """As `without_end`, in few words."""
    if agreement.renews_now:
        return "diperpanjang otomatis"
    return agreement.ends_when[:60] or "tanpa batas waktu"


def filter_by_in_force(how: str, today: date) -> Q:
    """As `standing`, on rows that carry `decided` and `moving`; or one of the GROUPS."""
    later = Q(holds_until__gte=today, terminated=False)
    over = Q(holds_until__lt=today, terminated=False)
    idle, plain = later & Q(moving=""), later & Q(moving="", decided="")
    asked: dict[str, Q] = {
        "masih": later,
        "berakhir": over | Q(ends_on__isnull=False, terminated=True),
        InForce.RUNNING: plain & (Q(ends_on__lte=F("expires_on")) | Q(ends_on=None)),
        ENDLESSLY: later & Q(holds_until=date.max),
        InForce.EXTENDED: plain & Q(ends_on__gt=F("expires_on")),
        **{way: idle & Q(decided=choice) for choice, way in DECIDED.items()},
        **{way: later & Q(moving=str(does)) for does, way in MOVING.items()},
        InForce.TERMINATED: Q(ends_on__isnull=False, terminated=True),
        InForce.LAPSED: over & Q(decided=Choice.LAPSE),
        InForce.UNFINISHED: over & Q(decided__in=(Choice.EXTEND, Choice.END)),
        InForce.UNDECIDED: over & Q(decided=""),
    }
    return asked[how]


def ending_annotations(cases: QuerySet) -> dict[str, Expression]:
    """The decision on the present end, and which change of it is under way; `cases` are all
    agreements, as its children are among them.
    """
    decision = Decision.objects.given().filter(
        agreement=OuterRef("pk"), ends_on=OuterRef("ends_on")
    )
    extends = Q(track_code__in=CODES[Change.EXTENDS], berakhir_semula=OuterRef("ends_on"))
    begun = cases.filter(
        extends | Q(track_code__in=CODES[Change.ENDS]), parent=OuterRef("pk"), effective_on=None
    )
    begun = begun.exclude(state__in=STOPPED).order_by("-pk")
    does = Case(
        When(track_code__in=CODES[Change.EXTENDS], then=Value(str(Change.EXTENDS))),
        default=Value(str(Change.ENDS)),
    )
    text = CharField()
    return {
        "decided": Coalesce(Subquery(decision.values("choice")[:1]), Value(""), output_field=text),
        "moving": Coalesce(Subquery(begun.values(does=does)[:1]), Value(""), output_field=text),
    }
