"""Duties that a naskah itself lays on its parties: taken from the clauses of the library at its
signing, entered or ended by hand.
"""

from typing import NamedTuple, NotRequired, TypedDict, Unpack

from django.db.models import QuerySet
from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.documents.wording import mandatory_parts, versions
from agreements.documents.wording.change_clauses import ADDED
from agreements.models import Agreement, AgreementDuty, Clause, ClauseStatus, Evidence, Party
from agreements.models.event import LogAction
from agreements.monitoring.duties.duty_parties import (
    DutyParties,
    bearer_in_words,
    parties_in_words,
    receiver_in_words,
    sound_parties,
    tells_parties,
)
from agreements.naskah.blocks import FREE, role_of
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
    """A duty as the naskah states it: its place, what is owed by whom to whom, and when."""

    basis: str
    due_text: str
    due_party: str
    bearer: NotRequired[Party | None]
    receiver: NotRequired[Party | None]
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
        void=False, clause__part__in=[role_of(article.part) for article in changed]
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
                between = parties_in_words(agreement, clause.due_party, clause.text_id)
                owed = ContractDutyValues(
                    basis=f"{article.place} {naskah}"[:200],
                    due_text=clause.due_text,
                    due_party=between.due_party,
                    bearer=between.bearer,
                    receiver=between.receiver,
                    due_rhythm=clause.due_rhythm,
                    due_months=clause.due_months,
                    due_days=clause.due_days,
                )
                _write(agreement, user, owed, clause)


def _holds(article: SignedArticle, clause: Clause) -> bool:
    """Whether the Pasal says what the clause says, however it is broken into lines; one that was
    added may be of any kind.
    """
    if role_of(article.part) not in ("", FREE, clause.part):
        return False
    return _squeezed(clause.text_id) in _squeezed(article.text)


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


def _write(
    agreement: Agreement, user: User, owed: ContractDutyValues, clause: Clause | None = None
) -> AgreementDuty:
    """Enter it, unless the same place lays the same on the same party already."""
    known = _same_duties(agreement, owed).first()
    if known is not None:
        return known
    duty = AgreementDuty.objects.create(agreement=agreement, clause=clause, by=user, **owed)
    detail: dict[str, object] = {
        "duty": f"{duty.due_text} ({duty.basis})",
        "key": duty.pk,
        "party": duty.due_party,
        "when": duty.due_when,
    }
    if between := _between_in_words(agreement, duty):
        detail["between"] = between
    note_act(agreement, user, LogAction.CONTRACT_DUTY_RECORDED, detail)
    return duty


def _same_duties(agreement: Agreement, owed: ContractDutyValues) -> QuerySet[AgreementDuty]:
    """What the same place lays on the same party towards the same one; a duty of which nobody said
    between which parties it lies counts for all.
    """
    same = agreement.agreed_duties.filter(
        void=False, basis=owed["basis"], due_text=owed["due_text"], due_party=owed["due_party"]
    )
    return same.filter(bearer=owed.get("bearer"), receiver=owed.get("receiver"))


def _between_in_words(agreement: Agreement, duty: AgreementDuty) -> dict[str, str]:
    """Between which parties it lies, where there are several partners."""
    if not tells_parties(agreement):
        return {}
    return {
        "Ditanggung oleh": bearer_in_words(agreement, duty),
        "Kepada": receiver_in_words(agreement, duty),
    }


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
    said = DutyParties(told["due_party"], told.get("bearer"), told.get("receiver"))
    between = sound_parties(agreement, said)
    owed: ContractDutyValues = {**told, "bearer": between.bearer, "receiver": between.receiver}
    refuse_if(_same_duties(agreement, owed).exists(), "Kewajiban itu sudah tercatat.")
    return _write(agreement, user, owed)


@make_undoable()
def name_duty_parties(
    agreement_id: int, user: User, duty_id: int, told: DutyParties
) -> AgreementDuty:
    """Say which party owes a duty and which receives it. Raises Refused for others, where there are
    only two parties, when nothing changes and when the same is recorded already.
    """
    agreement = _lock(agreement_id, user)
    duty = agreement.agreed_duties.filter(pk=duty_id, void=False).first()
    if duty is None:
        raise Refused("Kewajiban itu sudah diakhiri.")
    refuse_if(not tells_parties(agreement), "Naskah ini hanya mempunyai dua pihak.")
    between = sound_parties(agreement, told)
    stood = DutyParties(duty.due_party, duty.bearer, duty.receiver)
    refuse_if(between == stood, "Tidak ada yang berubah.")
    owed: ContractDutyValues = {
        "basis": duty.basis,
        "due_text": duty.due_text,
        "due_rhythm": duty.due_rhythm,
        "due_party": between.due_party,
        "bearer": between.bearer,
        "receiver": between.receiver,
    }
    refuse_if(_same_duties(agreement, owed).exists(), "Kewajiban itu sudah tercatat.")
    before = _between_in_words(agreement, duty)
    duty.due_party, duty.bearer, duty.receiver = between
    duty.save(update_fields=["due_party", "bearer", "receiver"])
    detail = {
        "duty": f"{duty.due_text} ({duty.basis})",
        "key": duty.pk,
        "changes": {
            name: [before[name], now]
            for name, now in _between_in_words(agreement, duty).items()
            if before[name] != now
        },
    }
    note_act(agreement, user, LogAction.CONTRACT_DUTY_PARTIES_NAMED, detail)
    return duty


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
