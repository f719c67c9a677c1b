"""What is written to the partner by e-mail, and whether it left."""

from dataclasses import dataclass

from agreements.documents.exchange import mailing
from agreements.documents.kinds import KINDS, DocumentKind
from agreements.forms.mailing import MailingForm
from agreements.models import Agreement, Document, Mailing
from kerjasama.accounts.models import User
from partners.models import Partner


@dataclass(frozen=True)
class MailLine:
    """A mail with the kind of paper that it carries."""

    kind: DocumentKind
    mail: Mailing


@dataclass(frozen=True)
class PaperLine:
    """A paper that the partner may be sent."""

    kind: DocumentKind
    paper: Document


@dataclass(frozen=True)
class PartnerMailsPage:
    """All mails of a case, to whom they go, and what may be sent."""

    mails: list[MailLine]
    partners: list[Partner]
    papers: list[PaperLine]
    may_write: bool


@dataclass(frozen=True)
class PartnerMailPage:
    """One mail with one paper, to be read and changed before it is sent."""

    partner: Partner | None
    paper: Document
    kind: DocumentKind
    form: MailingForm


def build_partner_mails_page(user: User, agreement: Agreement) -> PartnerMailsPage:
    """The mails of a case, and for who writes them the papers to send."""
    may_write = bool(user.roles & set(mailing.MAY_WRITE))
    mails = agreement.mailings.select_related("document", "by")
    papers = mailing.papers_to_mail(agreement) if may_write else []
    return PartnerMailsPage(
        mails=[MailLine(KINDS[mail.document.kind], mail) for mail in mails],
        partners=list(mailing.addressees_of(agreement)),
        papers=[PaperLine(KINDS[paper.kind], paper) for paper in papers],
        may_write=may_write,
    )
