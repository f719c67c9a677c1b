"""All that somebody holds passes to others: each kind through the writer that it has, in one
transaction, with a record of every line; both people and their heads are told.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agreements.documents import rendering
from agreements.models import Agreement, Desk, DocumentState, HandoverLine, Sort, TaskHandover
from agreements.monitoring.custody import originals
from agreements.workflow.guarding import Refused, refuse_for, refuse_if
from agreements.workflow.handling import Fitness, handled_by, name_handler
from agreements.workflow.liaison import change_liaison
from kerjasama.accounts import policy
from kerjasama.accounts.administrators import LAST, is_last_administrator
from kerjasama.accounts.confirming import GrantRefused
from kerjasama.accounts.models import Capacity, Membership, Role, User
from kerjasama.accounts.passing_on import Terms, pass_seat
from kerjasama.accounts.saved_views import copy_views
from kerjasama.notices.models import Kind, Reach
from kerjasama.notices.posting import send_notice
from kerjasama.signin import telling

from .holding import CALENDAR, Held, find_held, full_name_of, mark_of

STALE = "Yang dipegang orang ini berubah sejak halaman dibuka. Periksa daftarnya lagi."
ON_ITS_DAY = (
    "Naskah asli berpindah dan akun diakhiri pada harinya. Catat serah terima pada hari itu, atau"
    " mulai hari ini."
)
KEEPS_SEATS = "Akunnya diakhiri, jadi setiap perannya diteruskan atau diakhiri."
NOT_TO_HIM = "Penerus harus orang lain yang akunnya aktif."
STAYS = "Tetap pada orangnya"
NEEDS_DECREE = "Berlaku dengan Keputusan baru tentang TKKSD"
WATCHES = "Tetap menunggu orang kedua; penerus memantaunya"
LONGEST_WHAT, MOST_NAMES = 400, 3


@dataclass(frozen=True)
class Choice:
    """What becomes of one line: it passes to somebody, ends, or stays."""

    to: User | None = None
    stays: bool = False


@dataclass(frozen=True)
class Wish:
    """How it is handed over: to whom what no line says otherwise of, and the rest of the form."""

    successor: User
    since: date
    order_number: str = ""
    order_date: date | None = None
    capacity: str = Capacity.DEFINITIVE
    note: str = ""
    ends_account: bool = False

    @property
    def terms(self) -> Terms:
        """What its seats are held by."""
        return Terms(self.since, self.order_number, self.order_date, self.capacity)


@transaction.atomic
def hand_over(
    person_id: int, by: User, wish: Wish, choices: Mapping[str, Choice], seen: str
) -> TaskHandover:
    """Do it, and order its Berita Acara. What `choices` says nothing of passes to the successor.

    Raises Refused for who may not, where the list is another than was seen, and where a line cannot
    pass so.
    """
    person = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=person_id)
    refuse_for(policy.why_not_hand_over(by, person))
    held = find_held(person)
    refuse_if(mark_of(held) != seen, STALE)
    chosen = {line.key: choices.get(line.key, Choice(wish.successor)) for line in held}
    _require_sound(person, by, wish, held, chosen)
    _lock_cases(held)
    row = TaskHandover.objects.create(
        person=person,
        successor=wish.successor,
        since=wish.since,
        order_number=wish.order_number,
        order_date=wish.order_date,
        note=wish.note,
        ends_account=wish.ends_account,
        by=by,
    )
    act = _Act(row, by, wish)
    HandoverLine.objects.bulk_create(_pass(act, line, chosen[line.key]) for line in held)
    if wish.ends_account:
        _end_account(person)
    _tell(row, held)
    transaction.on_commit(lambda: rendering.queue_document(row.pk, TaskHandover))
    return row


@dataclass(frozen=True)
class _Act:
    """The act under way, as writers of lines are given it."""

    row: TaskHandover
    by: User
    wish: Wish

    @property
    def note(self) -> str:
        return f"Serah terima tugas {self.row.person}"


def _require_sound(
    person: User,
    by: User,
    wish: Wish,
    held: Iterable[Held],
    chosen: Mapping[str, Choice],
) -> None:
    _require_fit_people(
        person, by, {wish.successor} | {one.to for one in chosen.values() if one.to}
    )
    passing = [line for line in held if line.is_choosable and not chosen[line.key].stays]
    _require_its_day(wish, passing)
    if wish.ends_account:
        keeps_seat = any(line.sort == Sort.SEAT and chosen[line.key].stays for line in held)
        refuse_if(keeps_seat, KEEPS_SEATS)
        refuse_if(Role.ADMIN not in by.roles, "Akun diakhiri administrator.")
    if any(map(_is_administration, passing)):
        refuse_if(is_last_administrator(person), LAST)


def _is_administration(line: Held) -> bool:
    return line.sort == Sort.SEAT and line.row.role == Role.ADMIN


def _require_fit_people(person: User, by: User, people: set[User]) -> None:
    unfit = any(not one.is_active or one.is_same_person(person) for one in people)
    refuse_if(unfit or not people <= set(successors_for(by, person)), NOT_TO_HIM)


def _require_its_day(wish: Wish, passing: Iterable[Held]) -> None:
    """What moves at once does not do so before the day of the handover."""
    at_once = wish.ends_account or any(line.sort == Sort.ORIGINAL for line in passing)
    refuse_if(at_once and wish.since > timezone.localdate(), ON_ITS_DAY)


def successors_for(by: User, person: User) -> list[User]:
    """To whom this person may hand over what another holds: an administrator to everybody active,
    the head of a unit to his own people.
    """
    active = User.objects.filter(is_active=True)
    people = active if Role.ADMIN in by.roles else active_people_led_by(by)
    rows = people.filter(merged_into=None).exclude(pk__in=person.accounts)
    return list(rows.order_by("first_name", "last_name", "username"))


def active_people_led_by(user: User) -> QuerySet[User]:
    """The active people who hold a seat in a unit that this person heads."""
    seats = Membership.objects.held().filter(unit__in=policy.units_led_by(user))
    return User.objects.filter(pk__in=seats.values("user"), is_active=True)


def _lock_cases(held: Iterable[Held]) -> None:
    """All cases of which something moves, in the order in which acts lock."""
    keys = {line.row.agreement_id for line in held if line.sort == Sort.ORIGINAL}
    keys |= {line.row for line in held if line.sort == Sort.LIAISON}
    keys |= {case for line in held if line.sort == Sort.HANDLED for case in line.row}
    rows = Agreement.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("-pk")
    list(rows.values_list("pk", flat=True))


def _pass(act: _Act, line: Held, choice: Choice) -> HandoverLine:
    """Let one line pass; what only follows something else is told of."""
    told = HandoverLine(
        handover=act.row,
        sort=line.sort,
        what=line.what[:LONGEST_WHAT],
        detail=line.detail[:LONGEST_WHAT],
        address=line.address,
        unit_id=line.unit,
    )
    if line.follows:
        told.outcome = _outcome_of_follower(act, line)
    elif choice.stays:
        told.outcome = STAYS
    else:
        told.successor, told.outcome = choice.to, WRITERS[line.sort](act, line, choice.to)
    return told


def _outcome_of_follower(act: _Act, line: Held) -> str:
    is_left = line.what == CALENDAR and not act.wish.ends_account
    return STAYS if is_left else line.follows


def _pass_seat(act: _Act, line: Held, to: User | None) -> str:
    try:
        return pass_seat(line.row, to, act.by, act.wish.terms)
    except GrantRefused as refusal:
        raise Refused(str(refusal)) from refusal


def _pass_original(act: _Act, line: Held, to: User | None) -> str:
    borrower = originals.Borrower(full_name_of(to) or to.username, _office_of(to)) if to else None
    former = full_name_of(act.row.person)
    originals.pass_lent_on(line.row.pk, act.by, former, borrower, act.note)
    return "Dipinjamkan kepada penerus" if to else "Kembali ke Bagian Kerja Sama"


def _pass_handled(act: _Act, line: Held, to: User | None) -> str:
    """Each case that the successor may handle; the others stay until the seat ends."""
    rows = handled_by(act.row.person.accounts)
    passing = [row for row in rows if row.agreement_id in line.row and row.desk == _desk_of(line)]
    fitness, left = Fitness([row.agreement_id for row in passing]), 0
    # Read anew, with the seats that just passed.
    to = User.objects.get(pk=to.pk) if to else None
    for row in passing:
        desk = Desk(row.desk)
        if to and fitness.why_not_handle(to, row.agreement, desk):
            left += 1
        else:
            name_handler(row.agreement, act.by, desk, to, act.note)
    if to is None:
        return "Dilepas; kepala unit menugaskan lagi"
    passed = f"{len(passing) - left} kini ditangani penerus"
    return f"{passed}; {left} tetap, karena penerus belum dapat menanganinya" if left else passed


def _desk_of(line: Held) -> str:
    """The desk that the key of such a line names."""
    return line.key.split("-")[1]


def _office_of(person: User) -> str:
    """The unit in which somebody works, as the register of originals names it."""
    seat = person.memberships.held().select_related("unit").order_by("pk").first()
    return str(seat.unit) if seat else ""


def _pass_liaison(act: _Act, line: Held, to: User | None) -> str:
    if to is None:
        return STAYS
    case = Agreement.objects.get(pk=line.row)
    change_liaison(case, act.by, act.row.person, to)
    return "Tercatat pada riwayat kerja sama; beri tahu mitra"


def _pass_views(act: _Act, line: Held, to: User | None) -> str:
    return f"{copy_views(act.row.person_id, to.pk)} disalin" if to else STAYS


def _say(outcome: str) -> Callable[[_Act, Held, User | None], str]:
    return lambda act, line, to: outcome


WRITERS: dict[str, Callable[[_Act, Held, User | None], str]] = {
    Sort.SEAT: _pass_seat,
    Sort.HANDLED: _pass_handled,
    Sort.ORIGINAL: _pass_original,
    Sort.LIAISON: _pass_liaison,
    Sort.TEAM: _say(NEEDS_DECREE),
    Sort.PROPOSAL: _say(WATCHES),
    Sort.KEPT: _pass_views,
}


def _end_account(person: User) -> None:
    person.is_active = False
    person.save(update_fields=["is_active"])
    for reach in Reach.objects.filter(user=person, calendar_token__isnull=False):
        reach.revoke_calendar()


def _tell(row: TaskHandover, held: Iterable[Held]) -> None:
    """Both people, whoever got a line, their heads and the other administrators; of a place in the
    TKKSD the Bagian, which records the Keputusan.
    """
    lines = list(row.lines.select_related("successor"))
    day = date_format(row.since, "j F Y")
    text = f"Mulai {day}. Dicatat {row.by}."
    url = reverse("serah-tugas-rinci", args=[row.pk])
    key = f"serah-tugas/{row.pk}"
    send_notice(_people_told(row, lines), Kind.NEWS, key, str(row), text, url)
    telling.tell_administered(
        row.by,
        row.person,
        f"tugasnya diserahterimakan ke {_named_in(lines)}",
        detail="; ".join(_told_of(line) for line in lines if _concerns_others(line)),
        url=url,
    )
    if places := [line.what for line in held if line.sort == Sort.TEAM]:
        _tell_of_places(row, places, key)


def _people_told(row: TaskHandover, lines: Iterable[HandoverLine]) -> set[int]:
    people = {row.person_id, row.successor_id, *(line.successor_id for line in lines)} - {None}
    people |= _heads_of({line.unit_id for line in lines if line.unit_id}, people)
    return {one for one in people if one}


def _tell_of_places(row: TaskHandover, places: list[str], key: str) -> None:
    """The Bagian of places in the TKKSD, for which a new Keputusan is needed."""
    office = Membership.objects.of_active(*policy.OFFICE).values_list("user", flat=True)
    subject = f"Perbarui Keputusan TKKSD: {row.person} menyerahkan tugasnya"
    told = f"{'; '.join(places)}. Diusulkan {row.successor}."
    send_notice(set(office), Kind.NEWS, f"{key}/tkksd", subject, told, reverse("tkksd"))


def _concerns_others(line: HandoverLine) -> bool:
    """What somebody got, and each seat whatever became of it; not what only follows."""
    return line.successor is not None or line.sort == Sort.SEAT


def _told_of(line: HandoverLine) -> str:
    """ "Verifikator, Bagian Kerja Sama: Budi Santoso (Berlaku mulai 24/11/2026)"."""
    to = f"{line.successor} ({line.outcome})" if line.successor else line.outcome
    return f"{line.what}: {to}"


def _named_in(lines: Iterable[HandoverLine]) -> str:
    """Who got something, in as many words as a subject bears; the text names every line."""
    names = list(dict.fromkeys(str(line.successor) for line in lines if line.successor))
    more = f" dan {len(names) - MOST_NAMES} orang lain" if len(names) > MOST_NAMES else ""
    return f"{', '.join(names[:MOST_NAMES])}{more}" if names else "tidak seorang pun"


def _heads_of(units: set[int], people: Iterable[int | None]) -> set[int | None]:
    """Who heads the units of the seats, and those of whoever takes them over."""
    seats = Membership.objects.of_active()
    own = set(seats.filter(user__in=people).values_list("unit", flat=True))
    heads = seats.filter(role__in=policy.LEADING_UNITS, unit__in=units | own)
    return set(heads.values_list("user", flat=True))


def order_paper_again(handover_id: int) -> TaskHandover:
    """Let the worker make a Berita Acara that failed once more."""
    with transaction.atomic():
        row = TaskHandover.objects.select_for_update(of=("self",)).get(pk=handover_id)
        refuse_if(not row.has_failed, "Berita acara ini tidak gagal dibuat.")
        row.state, row.error, row.attempts = DocumentState.QUEUED, "", 0
        row.requested_at = timezone.now()
        row.save(update_fields=["state", "error", "attempts", "requested_at"])
        transaction.on_commit(lambda: rendering.queue_document(row.pk, TaskHandover))
    return row
