"""Duties that a naskah itself lays on its parties: taken from the clauses of the library at its
signing, entered or ended by hand.
"""

from typing import NamedTuple, NotRequired, TypedDict, Unpack

from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.documents.wording import mandatory_parts, versions
from agreements.documents.wording.change_clauses import ADDED
from agreements.models import Agreement, AgreementDuty, Clause, ClauseStatus, Evidence
from agreements.models.event import LogAction
from agreements.regulations.vocabulary import Change
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import Refused, refuse_if
from agreements.workflow.remembering import make_undoable
from kerjasama.accounts import policy
from kerjasama.accounts.models import User

MAY_KEEP = policy.OFFICE


class SignedArticle(NamedTuple):
    """A signed Pasal: its kind of part (empty for one that was added), where it stands, what it
    says.
    """

    part: str
    place: str
    text: str


class ContractDutyValues(TypedDict):
    """A duty as the naskah states it: its place, what is owed by whom, and when."""

    basis: str
    due_text: str
    due_party: str
    due_rhythm: str
    due_months: NotRequired[int | None]
    due_days: NotRequired[int | None]


def may_keep_contract_duties(user: User) -> bool:
    """Whether this person enters and ends duties from a naskah."""
    return bool(user.roles & set(MAY_KEEP))


def update_contract_duties(row: Evidence) -> None:
    """What was signed owes what its clauses say; an amendment also ends what its Pasal say no more."""  # noqa: E501
    agreement = row.agreement
    need = row.need
    if need is None or not need.signs or row.decided_on is None or agreement.is_legacy:
        return
    kind = KINDS[need.signs].base
    if agreement.track.changes is Change.AMENDS:
        _follow_amendment(agreement, kind, row)
    elif not agreement.track.changes and versions.has_versions(kind):
        _begin(agreement, kind, _articles(agreement, kind), KINDS[kind].title, row.by)


def _articles(agreement: Agreement, kind: str) -> list[SignedArticle]:
    texts = versions.current_clauses_of(kind, agreement)
    places = mandatory_parts.name_articles([part for part, *_ in texts])
    return [
        SignedArticle(part, place, text)
        for place, (part, _, text) in zip(places, texts, strict=True)
    ]


def _follow_amendment(change: Agreement, kind: str, row: Evidence) -> None:
    above = Agreement.objects.select_for_update().get(pk=change.above.pk)
    changed = [_changed_article(told) for told in change.perubahan]
    naskah = KINDS[KINDS[change.naskah_diubah].base].title
    said = f"{KINDS[kind].title} tanggal {row.decided_on:%d/%m/%Y}"
    for duty in above.agreed_duties.filter(
        void=False, clause__part__in=[article.part for article in changed]
    ).select_related("clause"):
        if duty.clause and not any(_holds(article, duty.clause) for article in changed):
            _end(above, duty, row.by, f"Pasalnya diubah dengan {said}.")
    _begin(above, KINDS[change.naskah_diubah].base, changed, f"{naskah} menurut {said}", row.by)


def _changed_article(told: dict[str, str]) -> SignedArticle:
    """What an amendment says of a Pasal; one that it adds may be of any kind."""
    part = "" if told["how"] == ADDED else told["part"]
    return SignedArticle(part, told["place"], told["text"])


def _begin(
    agreement: Agreement, kind: str, articles: list[SignedArticle], naskah: str, user: User
) -> None:
    known = (
        Clause.objects.filter(instruments__contains=[kind])
        .exclude(due_text="")
        .exclude(status=ClauseStatus.PROPOSED)
    )
    for clause in known:
        for article in articles:
            if _holds(article, clause):
                owed = ContractDutyValues(
                    basis=f"{article.place} {naskah}"[:200],
                    due_text=clause.due_text,
                    due_party=clause.due_party,
                    due_rhythm=clause.due_rhythm,
                    due_months=clause.due_months,
                    due_days=clause.due_days,
                )
                _write(agreement, user, owed, clause)


def _holds(article: SignedArticle, clause: Clause) -> bool:
    """Whether the Pasal says what the clause says, however it is broken into lines; one that was
    added may be of any kind.
    """
    if article.part not in ("", clause.part):
        return False
    return _squeezed(clause.text_id) in _squeezed(article.text)


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


def _write(
    agreement: Agreement, user: User, owed: ContractDutyValues, clause: Clause | None = None
) -> AgreementDuty:
    """Enter it, unless the same place lays the same on the same party already."""
    duty, is_new = AgreementDuty.objects.get_or_create(
        agreement=agreement,
        void=False,
        basis=owed["basis"],
        due_text=owed["due_text"],
        due_party=owed["due_party"],
        defaults=owed | {"clause": clause, "by": user},
    )
    if is_new:
        note_act(
            agreement,
            user,
            LogAction.CONTRACT_DUTY_RECORDED,
            {
                "duty": f"{duty.due_text} ({duty.basis})",
                "key": duty.pk,
                "party": duty.due_party,
                "when": duty.due_when,
            },
        )
    return duty


@make_undoable()
def enter_contract_duty(
    agreement_id: int, user: User, **told: Unpack[ContractDutyValues]
) -> AgreementDuty:
    """Enter one from the naskah, with its Pasal. Raises Refused before the signing, for others, and
    for what is there already.
    """
    agreement = _lock(agreement_id, user)
    refuse_if(
        agreement.effective_on is None or bool(agreement.track.changes),
        "Kewajiban dicatat sesudah naskah ditandatangani.",
    )
    same = agreement.agreed_duties.filter(
        void=False, basis=told["basis"], due_text=told["due_text"], due_party=told["due_party"]
    )
    refuse_if(same.exists(), "Kewajiban itu sudah tercatat.")
    return _write(agreement, user, told)


@make_undoable()
def end_contract_duty(agreement_id: int, user: User, duty_id: int, reason: str) -> None:
    """From now on it is owed no more; what was fulfilled stays in the log. Raises Refused without a
    reason.
    """
    agreement = _lock(agreement_id, user)
    duty = agreement.agreed_duties.filter(pk=duty_id, void=False).first()
    if duty is None:
        raise Refused("Kewajiban itu sudah diakhiri.")
    refuse_if(not reason.strip(), "Alasan wajib diisi.")
    _end(agreement, duty, user, reason.strip())


def _end(agreement: Agreement, duty: AgreementDuty, user: User, reason: str) -> None:
    duty.void, duty.reason, duty.ended_at = True, reason, timezone.now()
    duty.save(update_fields=["void", "reason", "ended_at"])
    note_act(
        agreement,
        user,
        LogAction.CONTRACT_DUTY_ENDED,
        {"duty": f"{duty.due_text} ({duty.basis})", "key": duty.pk},
        reason,
    )


def _lock(agreement_id: int, user: User) -> Agreement:
    refuse_if(
        not may_keep_contract_duties(user),
        "Kewajiban menurut naskah dicatat oleh Bagian Kerja Sama.",
    )
    return Agreement.objects.select_for_update().get(pk=agreement_id)
