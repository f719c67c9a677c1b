"""Who handles a case: who may name somebody for it, who may be named, and the one writer of it."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from agreements.models import STOPPED, Agreement, Assignment, Desk
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.models.event import LogAction
from agreements.regulations.vocabulary import Requirement
from kerjasama.accounts import policy
from kerjasama.accounts.models import Membership, Role, User

from .apart import NORM, KeptApart
from .case_log import note_act
from .deadlines import Calendar
from .evaluation import READ_BY_EVALUATION, Situation, evaluate_case
from .halting import NOT_YOURS

HEADS: dict[Desk, Role] = {Desk.OFFICE: Role.SECTION_HEAD, Desk.OPD: Role.OPD_HEAD}
NO_SEAT = "{person} tidak bertugas di unit yang menangani kerja sama ini."
KEPT_APART = "{person} ikut menyusun isi ini; yang menunggu sekarang dilakukan orang lain ({norm})."
STOPPED_ALREADY = "Kerja sama ini sudah dihentikan."


def desks_led_by(user: User) -> tuple[Desk, ...]:
    """Where this person says who handles what."""
    return tuple(desk for desk, role in HEADS.items() if role in user.roles)


def people_at(desk: Desk, head: User) -> list[User]:
    """Whom this head may name there."""
    seats = Membership.objects.of_active(*desk.roles)
    if desk is Desk.OPD:
        seats = seats.filter(unit__in=head.units_as(Role.OPD_HEAD))
    people = User.objects.filter(pk__in=seats.values("user"))
    return list(people.order_by("first_name", "last_name", "username"))


def why_not_assign(user: User, agreement: Agreement, desk: Desk) -> str:
    """Why this person does not say who handles a case at that desk; empty where he may."""
    if not policy.may_act_as(user, HEADS[desk], agreement):
        return NOT_YOURS
    return STOPPED_ALREADY if agreement.state in STOPPED else ""


class Fitness:
    """Who may handle which of these cases: `why_not_handle` of many, read in as many queries as of
    one.
    """

    def __init__(self, cases: Collection[int]) -> None:
        self._apart = KeptApart(cases)
        calendar = Calendar()
        self._situations = {
            case.pk: evaluate_case(case, calendar=calendar) for case in _read_cases(cases)
        }

    def why_not_handle(self, person: User, agreement: Agreement, desk: Desk) -> str:
        """Why this person does not handle a case at that desk: who has no seat there, and who is
        kept apart from what each of his seats is to judge there now.
        """
        roles = policy.roles_for(person, agreement.owner_id) & set(desk.roles)
        if not roles or not person.is_active:
            return NO_SEAT.format(person=person)
        situation = self._situations.get(agreement.pk)
        if situation and all(self._is_barred(person, role, situation) for role in roles):
            return KEPT_APART.format(person=person, norm=NORM)
        return ""

    def _is_barred(self, person: User, role: str, situation: Situation) -> bool:
        """Whether this role judges something in the present stage, and the person none of it."""
        judged = _judged_by(role, situation)
        free = (need for need in judged if not self._apart.among([person.pk], situation, need))
        return bool(judged) and not any(free)


def _read_cases(keys: Collection[int]) -> AgreementQuerySet:
    """Those that run, with all that `evaluate_case` reads."""
    rows = Agreement.objects.running().filter(pk__in=keys).select_related("partner", "owner")
    return rows.defer("search", "partner__logo").prefetch_related(*READ_BY_EVALUATION)


def _judged_by(role: str, situation: Situation) -> list[Requirement]:
    """What a role is still to judge in the present stage."""
    unmet = (check.requirement for check in situation.checks if not check.met)
    return [need for need in unmet if need.part and need.actor.name == role]


def name_handler(
    agreement: Agreement, by: User, desk: Desk, person: User | None, words: str = ""
) -> None:
    """Write who handles a locked case from now on, nobody where `person` is None, with an entry of
    its log. Expects that whoever does it was asked.
    """
    former = agreement.assignments.filter(desk=desk).select_related("person").first()
    detail: dict[str, Any] = {"desk": desk, "from": former.person_id if former else None}
    if person is None:
        agreement.assignments.filter(desk=desk).delete()
        detail["what"] = str(former.person) if former else ""
        note_act(agreement, by, LogAction.RELIEVED, detail, words)
        return
    Assignment.objects.update_or_create(
        agreement=agreement,
        desk=desk,
        defaults={"person": person, "by": by, "at": timezone.now()},
    )
    detail |= {"what": f"{person}, {desk_name(agreement, desk)}", "to": person.pk}
    note_act(agreement, by, LogAction.ASSIGNED, detail, words)


def desk_name(agreement: Agreement, desk: Desk) -> str:
    """The desk by name, that of an OPD by the name of the unit."""
    return str(agreement.owner) if desk is Desk.OPD else desk.label


def handled_by(accounts: Collection[int]) -> list[Assignment]:
    """What this person handles, of cases that are not given up."""
    rows = Assignment.objects.filter(person__in=accounts).exclude(agreement__state__in=STOPPED)
    rows = rows.select_related("agreement", "agreement__owner").defer("agreement__search")
    return list(rows.order_by("desk", "agreement"))
