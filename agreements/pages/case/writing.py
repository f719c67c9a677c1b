"""What of the content and of the drafts of a case its reader may write, and where."""

from dataclasses import dataclass
from datetime import date

from agreements.documents.kinds import KINDS, DocumentKind
from agreements.forms.steps import steps_of
from agreements.models import Agreement
from agreements.pages.case.review_notes import naskah_reworded_in
from agreements.workflow import permitting
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class Writing:
    """What of the content and of the drafts this reader may write, and where."""

    step: str
    naskah: list[DocumentKind]
    drafts: list[DocumentKind]

    @property
    def has_links(self) -> bool:
        """Whether there is a naskah to word or to compare."""
        return bool(self.naskah or self.drafts)


def writing_of(user: User, agreement: Agreement, begun: dict[str, date]) -> Writing:
    """What of the content this person may write now, and the drafts that were `begun`, by kind."""
    may_edit = bool(agreement.editable_fields) and not permitting.why_not_edit(user, agreement)
    steps = steps_of(agreement) if may_edit else []
    return Writing(
        step=steps[0] if steps else "",
        naskah=naskah_to_word(user, agreement),
        drafts=[KINDS[kind] for kind in begun],
    )


def naskah_to_word(user: User, agreement: Agreement) -> list[DocumentKind]:
    """The naskah whose wording this person may change now."""
    return [
        kind
        for kind in naskah_reworded_in(agreement.stage)
        if not permitting.why_not_word(user, agreement, kind.code)
    ]
