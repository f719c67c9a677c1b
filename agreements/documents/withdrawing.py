"""What becomes of the papers that an act ordered when the act is taken back: they count no more,
and their numbers are cancelled.
"""

from agreements.documents import numbering
from agreements.documents.wording import versions
from agreements.models import Agreement, Document, DocumentState, NumberState, Report, UndoableAct
from agreements.workflow import undoing
from kerjasama.accounts.models import User

WHY = "Tindakan yang memintanya dibatalkan dalam waktu pembatalan."


def withdraw_papers(agreement: Agreement, act: UndoableAct, user: User) -> None:
    """Also those that the worker is still making: it finds them cancelled and lets them be."""
    made = [change["id"] for change in act.changes if change["table"] == undoing.PAPERS]
    for paper in (
        Document.objects.select_for_update(of=("self",)).filter(pk__in=made).order_by("pk")
    ):
        paper.state = DocumentState.CANCELLED
        paper.save(update_fields=["state"])
        if numbering.give_back_number(paper):
            continue
        for number in paper.numbers.filter(state=NumberState.ISSUED):
            numbering.give_up(number, user, WHY)
        if paper.report_id and not paper.draft:
            Report.objects.filter(pk=paper.report_id).update(sha256="")


def keep_wording(agreement: Agreement, act: UndoableAct, user: User) -> None:
    """The draft as it stands again is a version of its own."""
    changed = any(
        not {"clauses", "trees", "naskah_luar"}.isdisjoint(change["old"] or {})
        for change in act.changes
        if change["table"] == "agreements_agreement"
    )
    if not changed:
        return
    kinds = agreement.draft_versions.order_by().values_list("kind", flat=True)
    for kind in kinds.distinct():
        versions.keep_version(agreement, kind, user, note="Perubahan sebelumnya dibatalkan.")
