"""What is to become of an agreement before its term is over: recommended by its OPD, decided by the
Kepala Bagian or the Sekda.
"""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from agreements.models import STOPPED, Agreement, Choice, Decision
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.models.event import LogAction
from agreements.models.term import RENEWS_NOW
from agreements.regulations import catalogue, expiry
from agreements.regulations.vocabulary import Change
from agreements.workflow.case_log import note_act
from agreements.workflow.deadlines import Calendar
from agreements.workflow.guarding import STALE, refuse_for, refuse_if
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import OPD_ROLES

MAY_DECIDE, MAY_ADVISE = (Role.SECTION_HEAD, Role.SEKDA), OPD_ROLES
FOREIGN = [track.code for track in catalogue.EACH if track.is_foreign]
# The change by which a decision is carried out; what is left to end needs none.
LEADS_TO: dict[str, Change] = {Choice.EXTEND: Change.EXTENDS, Choice.END: Change.ENDS}
MOST_DAYS = 730


def may_decide(user: User) -> bool:
    """Whether this person decides what becomes of an agreement at its end."""
    return bool(user.roles & set(MAY_DECIDE))


def may_advise(user: User, agreement: Agreement) -> bool:
    """Whether this person says for the OPD what is to be decided."""
    return policy.may_act_as_any(user, MAY_ADVISE, agreement)


def obstacle_to_decision(agreement: Agreement, today: date) -> str:
    """Why nothing is to be decided now; empty when something is."""
    if not agreement.has_term:
        return "Kerja sama ini belum ditandatangani."
    if agreement.state in STOPPED:
        return f"Kerja sama ini {agreement.status.lower()}."
    if agreement.terminated:
        return "Kerja sama ini sudah diakhiri."
    if agreement.ends_on is None:
        return (
            "Naskah ini tanpa tanggal berakhir, jadi tidak ada akhir yang diputuskan. Untuk"
            " mengakhirinya, ajukan pengakhiran."
        )
    if agreement.ends_on < today and agreement.renews_now:
        return "Naskah ini diperpanjang otomatis. Untuk mengakhirinya, ajukan pengakhiran."
    if agreement.ends_on < today:
        return "Jangka waktu kerja sama ini sudah habis."
    return ""


@make_undoable()
def decide_on_end(agreement_id: int, user: User, choice: str, reason: str, seen: int) -> Decision:
    """Decide on the present end, or anew with a reason. `seen` is the newest row that the person
    had before them, 0 for none.

    Raises Refused for the wrong role, after the end, without a reason, and when somebody else
    decided meanwhile.
    """
    refuse_if(
        not may_decide(user),
        "Keputusan masa berlaku diambil oleh Kepala Bagian Kerja Sama atau Sekretaris Daerah.",
    )
    agreement = _lock(agreement_id, seen)
    refuse_if(current_decision_of(agreement) == choice, "Keputusan itu sudah berlaku.")
    return _record(agreement, user, choice, reason, is_advice=False)


@make_undoable()
def advise_on_end(agreement_id: int, user: User, choice: str, reason: str, seen: int) -> Decision:
    """Recommend, as the OPD of the case, what is to be decided; only before it is. Raises Refused
    as `decide` does.
    """
    agreement = _lock(agreement_id, seen)
    refuse_if(not may_advise(user, agreement), "Saran diberikan oleh OPD pemrakarsa.")
    refuse_if(bool(current_decision_of(agreement)), "Keputusan sudah diambil.")
    return _record(agreement, user, choice, reason, is_advice=True)


def current_decision_of(agreement: Agreement) -> str:
    """The decision on the present end; empty while there is none."""
    found = (
        agreement.decisions.given()
        .filter(ends_on=agreement.ends_on)
        .values_list("choice", flat=True)
        .first()
    )
    return found or ""


def _lock(agreement_id: int, seen: int) -> Agreement:
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    refuse_for(obstacle_to_decision(agreement, timezone.localdate()))
    newest = agreement.decisions.values_list("pk", flat=True).first() or 0
    refuse_if(newest != seen, STALE)
    return agreement


def _record(
    agreement: Agreement, user: User, choice: str, reason: str, *, is_advice: bool
) -> Decision:
    refuse_if(choice not in Choice.values, "Pilih keputusan yang tersedia.")
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    said = {"ends_on": agreement.ends_on, "choice": choice, "reason": reason.strip()}
    row = Decision.objects.create(agreement=agreement, by=user, is_advice=is_advice, **said)
    detail = {"what": str(row).lower(), "choice": choice, "ends_on": str(agreement.ends_on)}
    action = LogAction.ENDING_ADVISED if is_advice else LogAction.ENDING_DECIDED
    note_act(agreement, user, action, detail, row.reason)
    return row


def days_before(term: expiry.DecisionTerm, calendar: Calendar) -> int:
    """How many days before the end the office wants the decision."""
    own = calendar.settings.get(term.term_key)
    if own and own.days:
        return own.days
    return term.days


def due_on(agreement: Agreement, calendar: Calendar) -> date:
    """By when the decision is due; never before the agreement began. Raises ValueError for one that
    is not signed.
    """
    if agreement.ends_on is None or agreement.effective_on is None:
        raise ValueError("not signed")
    term = expiry.ABROAD if agreement.track.is_foreign else expiry.AT_HOME
    return max(agreement.ends_on - timedelta(days_before(term, calendar)), agreement.effective_on)


def due_by(today: date, calendar: Calendar, early: timedelta = timedelta(0)) -> Q:
    """Agreements whose decision is due by `early` from today, as `due_on` says it."""
    home, abroad = (today + early + timedelta(days_before(term, calendar)) for term in expiry.TERMS)
    is_abroad = Q(track_code__in=FOREIGN)
    return Q(effective_on__lte=today) & (
        Q(ends_on__lte=home) & ~is_abroad | Q(ends_on__lte=abroad) & is_abroad
    )


def awaited_decisions(
    rows: AgreementQuerySet, today: date, calendar: Calendar, early: timedelta = timedelta(0)
) -> AgreementQuerySet:
    """Agreements in force that nobody decided on though it is due, or will be within `early`."""
    asked = rows.changeable(today).filter(due_by(today, calendar, early))
    return asked.exclude(RENEWS_NOW, ends_on__lt=today).undecided()
