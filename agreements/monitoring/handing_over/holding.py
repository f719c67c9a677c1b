"""What somebody holds: seats, tasks, duties, borrowed originals and the rest, one question a kind
however much there is of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from zlib import crc32

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agreements.documents.kinds import KINDS
from agreements.models import (
    ContentRemoval,
    Desk,
    Exemption,
    Original,
    OriginalState,
    ProposalState,
    ProposedCorrection,
    Signatory,
    Sort,
    State,
    TeamSeat,
)
from agreements.models.team import decree_in_force_on
from agreements.monitoring.turns import page_of_case
from agreements.workflow.handling import handled_by
from agreements.workflow.liaison import liaison_cases_of
from kerjasama.accounts.models import (
    AccountProposal,
    Delegation,
    Membership,
    SavedView,
    SeatState,
    User,
)
from kerjasama.notices.models import Kind, Notice, Reach

# What a line may become beside passing to somebody; a sort that is not named is only told of.
ENDINGS: dict[str, str] = {
    Sort.SEAT: "Diakhiri tanpa penerus",
    Sort.HANDLED: "Dilepas; kepala unit menugaskan lagi",
    Sort.ORIGINAL: "Dikembalikan ke Bagian Kerja Sama",
    Sort.LIAISON: "",
    Sort.TEAM: "",
    Sort.PROPOSAL: "",
    Sort.KEPT: "",
}
WITH_SEATS = "Mengikuti perannya"
WITH_OFFICE = "Mengikuti jabatan; tidak perlu diserahkan"
NAMED_TITLES = 3
NAMED = "Menyebut namanya; tunjuk orang lain pada halaman kerja samanya"
CALENDAR = "Langganan kalender"
REVOKED = "Tautan dicabut bersama akunnya"


@dataclass(frozen=True)
class Held:
    """One thing that somebody holds. `follows` says what it follows by itself; where that is empty
    it is passed on, and `row` is what its writer is given.
    """

    sort: Sort
    key: str
    what: str
    detail: str = ""
    address: str = ""
    follows: str = ""
    unit: int | None = None
    row: Any = None

    @property
    def is_choosable(self) -> bool:
        """Whether somebody is named for it."""
        return not self.follows


def find_held(person: User) -> tuple[Held, ...]:
    """All of it, in the order in which it is told."""
    seats = list(_seats_of(person))
    found = (
        *seats,
        *_work_of(person),
        *_handled_by(person),
        *_originals_of(person),
        *_liaisons_of(person),
        *_team_places_of(person),
        *_proposals_of(person),
        *_delegations_of(seats),
        *_named_signatories(person),
        *_kept_of(person),
    )
    order = list(Sort)
    return tuple(sorted(found, key=lambda line: order.index(line.sort)))


def mark_of(held: tuple[Held, ...]) -> str:
    """A mark of what is passed on, by which a form knows that it is still the same."""
    text = "\n".join(line.key for line in held if line.is_choosable)
    return f"{crc32(text.encode()):08x}"


def full_name_of(person: User) -> str:
    """As papers and registers write it."""
    return " ".join(person.get_full_name().split())


def _seats_of(person: User) -> Iterator[Held]:
    rows = person.memberships.select_related(
        "user", "unit", "official__unit", "official__user", "stands_in_for__user"
    ).order_by("pk")
    for seat in rows:
        if seat.is_open:
            yield Held(
                Sort.SEAT,
                f"peran-{seat.pk}",
                seat.said,
                _period_of(seat),
                unit=seat.unit_id,
                row=seat,
            )


def _period_of(seat: Membership) -> str:
    parts = ["Jabatan" if seat.official_id else ""]
    parts += [f"sejak {_day(seat.since)}" if seat.since else ""]
    parts += [f"sampai dengan {_day(seat.until)}" if seat.until else ""]
    parts += [f"menggantikan {seat.stands_in_for.user}" if seat.stands_in_for else ""]
    parts += ["menunggu orang kedua" if seat.is_pending else ""]
    told = ", ".join(filter(None, parts))
    return told[:1].upper() + told[1:]


def _work_of(person: User) -> Iterator[Held]:
    """Tasks and duties are of the role: whoever gets the seat has them."""
    for row in Notice.objects.work_of(person).order_by("due_on", "created_at", "pk"):
        sort = Sort.DUTY if row.kind == Kind.DUTY else Sort.TASK
        due = f"Paling lambat {_day(row.due_on)}" if row.due_on else ""
        yield Held(sort, f"tugas-{row.pk}", row.subject, due, row.url, WITH_SEATS)


def _handled_by(person: User) -> Iterator[Held]:
    """All cases that he handles at one desk are one line: they pass together."""
    for desk, rows in groupby(handled_by(person.accounts), lambda row: row.desk):
        cases = list(rows)
        keys = ",".join(str(row.agreement_id) for row in cases)
        titles = "; ".join(row.agreement.title for row in cases[:NAMED_TITLES])
        more = len(cases) - NAMED_TITLES
        yield Held(
            Sort.HANDLED,
            f"tangani-{desk}-{crc32(keys.encode()):08x}",
            f"{len(cases)} kerja sama, {Desk(desk).label}",
            f"{titles}; dan {more} lainnya" if more > 0 else titles,
            f"{reverse('daftar')}?petugas={person.pk}",
            row=[row.agreement_id for row in cases],
        )


def _originals_of(person: User) -> Iterator[Held]:
    name = full_name_of(person)
    if not name:
        return
    borrowed = Q(holder__iexact=name) | Q(holder__istartswith=f"{name},")
    rows = Original.objects.filter(borrowed, state=OriginalState.LENT)
    for row in rows.select_related("agreement").defer("agreement__search").order_by("pk"):
        what = f"{KINDS[row.kind].title}, {row.label_in_sentence}: {row.agreement.title}"
        due = f"Kembali paling lambat {_day(row.due_on)}" if row.due_on else ""
        page = reverse("naskah-asli-rinci", args=[row.pk])
        yield Held(Sort.ORIGINAL, f"naskah-{row.pk}", what, due, page, row=row)


def _liaisons_of(person: User) -> Iterator[Held]:
    cases = liaison_cases_of(full_name_of(person), person.accounts)
    for case, title in sorted(cases.items()):
        yield Held(Sort.LIAISON, f"penghubung-{case}", title, "", page_of_case(case), row=case)


def _team_places_of(person: User) -> Iterator[Held]:
    """A place by name; what an office brings along goes with the office."""
    decree = decree_in_force_on(timezone.localdate())
    name = full_name_of(person)
    if decree is None or not name:
        return
    for row in TeamSeat.objects.filter(decree=decree, name__iexact=name):
        page = reverse("tkksd-keputusan", args=[decree.pk])
        yield Held(Sort.TEAM, f"tkksd-{row.pk}", str(row), str(decree), page, row=row)


def _proposals_of(person: User) -> Iterator[Held]:
    """What he proposed and a second person has not decided."""
    by = Q(state=ProposalState.PENDING, by__in=person.accounts)
    for correction in ProposedCorrection.objects.filter(by).select_related("agreement", "evidence"):
        if correction.evidence:
            correction.evidence.agreement = correction.agreement
        page = reverse("catatan", args=[correction.agreement_id])
        yield _proposal("koreksi", correction.pk, str(correction), page)
    for asked in Exemption.objects.filter(by).select_related("agreement"):
        page = reverse("pengecualian", args=[asked.agreement_id])
        yield _proposal("kecuali", asked.pk, f"Pengecualian pemisahan tugas: {asked.what}", page)
    for removal in ContentRemoval.objects.filter(by):
        yield _proposal("hapus", removal.pk, f"Penghapusan isi berkas {removal.file_name}", "")
    page = reverse("persetujuan-akun")
    of_accounts = AccountProposal.objects.filter(
        state=SeatState.PENDING, by__in=person.accounts
    ).select_related("person")
    for about in of_accounts:
        what = f"{about.get_kind_display()}: {about.person}"
        yield _proposal("akun", about.pk, what, page)
    seats = Membership.objects.filter(state=SeatState.PENDING, given_by__in=person.accounts)
    for seat in seats.exclude(user=person).select_related("user", "unit", "official__unit"):
        yield _proposal("peran-usul", seat.pk, f"Peran {seat.said} untuk {seat.user}", page)


def _proposal(word: str, pk: int, what: str, page: str) -> Held:
    return Held(Sort.PROPOSAL, f"{word}-{pk}", what, "Diusulkan orang ini", page)


def _delegations_of(seats: list[Held]) -> Iterator[Held]:
    """What an office signs a.n. another stays with the office."""
    offices = {
        (seat.row.official.office, seat.row.official.unit_id) for seat in seats if seat.row.official
    }
    for row in Delegation.objects.on(timezone.localdate()).select_related("unit"):
        if (row.office, row.unit_id) in offices:
            titles = ", ".join(KINDS[code].title for code in row.papers if code in KINDS)
            page = reverse("atas-nama-rinci", args=[row.pk])
            yield Held(
                Sort.DELEGATION, f"kuasa-{row.pk}", titles, row.basis, page, follows=WITH_OFFICE
            )


def _named_signatories(person: User) -> Iterator[Held]:
    """By name he signs for the region, in cases that still run."""
    name = full_name_of(person)
    if not name:
        return
    rows = Signatory.objects.filter(party__partner=None, name__iexact=name)
    for row in rows.filter(party__agreement__state=State.RUNNING).select_related(
        "party__agreement"
    ):
        case = row.party.agreement
        what = f"{row.get_right_display()}: {case.title}"
        page = reverse("pihak", args=[case.pk])
        yield Held(Sort.DELEGATION, f"penanda-{row.pk}", what, "", page, follows=NAMED)


def _kept_of(person: User) -> Iterator[Held]:
    views = SavedView.objects.filter(user=person).count()
    if views:
        yield Held(Sort.KEPT, "daftar", f"{views} daftar tersimpan", "Disalin kepada penerus")
    if Reach.objects.filter(user=person, calendar_token__isnull=False).exists():
        yield Held(Sort.KEPT, "kalender", CALENDAR, "", follows=REVOKED)


def _day(day: date) -> str:
    return date_format(day, "j F Y")
