"""Papers sent to the partner by e-mail: in English to a partner abroad, in Indonesian to all
others.
"""

import logging
from datetime import datetime
from smtplib import SMTPException

import magic
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from agreements.documents import store
from agreements.documents.kinds import KINDS
from agreements.documents.kinds.vocabulary import Language
from agreements.documents.text import english
from agreements.models import Agreement, Document, DocumentState, Mailing, SignedPaper
from agreements.models.event import LogAction
from agreements.workflow import case_log
from agreements.workflow.guarding import Refused, refuse_if
from kerjasama.accounts import policy
from kerjasama.accounts.models import RegionProfile, User
from kerjasama.notices import delivery
from kerjasama.notices.channels import Email, NeverArrives, Unreachable, hand_over_mail, message_id
from kerjasama.notices.models import DeliveryState
from partners.models import Partner

log = logging.getLogger(__name__)
DAMAGED = "Berkas hilang atau berubah, jadi tidak dikirim."
# One run must not keep papers waiting for long; the next minute goes on.
MOST_A_RUN = 20
MAY_WRITE = policy.OFFICE
# The papers that are addressed to the partner or agreed with it.
FOR_PARTNER = tuple(code for code, kind in KINDS.items() if kind.goes_to_partner)
LETTERS = tuple(code for code, kind in KINDS.items() if kind.is_letter)


def papers_to_mail(agreement: Agreement) -> list[Document]:
    """The finished papers a partner may be sent, the newest first; a letter once it is signed."""
    unsigned = Q(kind__in=LETTERS, draft=False, signed=None)
    rows = agreement.documents.filter(
        kind__in=FOR_PARTNER, state=DocumentState.READY, agreement__partner__isnull=False
    )
    return list(rows.exclude(unsigned).order_by("-pk"))


def addressees_of(agreement: Agreement) -> list[Partner]:
    """The partners among its parties, in their order, as the registry knows them today."""
    rows = agreement.parties.exclude(partner=None).select_related("partner")
    return [row.partner for row in rows if row.partner is not None]


def suggest_mail_text(document: Document, user: User, partner: Partner | None) -> tuple[str, str]:
    """(subject, text) to this partner as they might be written; a person reads and may change them
    before they leave.
    """
    agreement, region = document.agreement, RegionProfile.current()
    kind, language = KINDS[document.kind], language_of_mail(agreement)
    title, about, draft = kind.title, agreement.title, "Rancangan"
    if language is Language.ENGLISH:
        title, about, draft = kind.title_en, agreement.title_en or agreement.title, "Draft"
    words = {
        "agreement": agreement,
        "partner": partner,
        "document": document,
        "paper": title,
        "subject": about,
        "region": region,
        "government": english.capitalize_english(english.government_in_english(region.name)),
        "user": user,
    }
    text = render_to_string(f"emails/partner_{language}.txt", words).strip() + "\n"
    subject = f"{title}: {about}"
    if document.draft:
        subject = f"{draft} {subject}"
    return subject[:250], text


def language_of_mail(agreement: Agreement) -> Language:
    """The language in which its partner is written to."""
    if agreement.track.is_foreign:
        return Language.ENGLISH
    return Language.INDONESIAN


@transaction.atomic
def order_mail(
    document_id: int, user: User, subject: str, text: str, partner_id: int | None = None
) -> Mailing:
    """Queue a paper for the address of one of the partners, the first where none is named. Raises
    Refused without the role, the finished paper or the address.
    """
    document = Document.objects.select_related("agreement").get(pk=document_id)
    agreement = Agreement.objects.select_for_update().get(pk=document.agreement_id)
    refuse_if(
        not policy.may_act_as_any(user, MAY_WRITE, agreement),
        "Menyurati mitra bukan wewenang Anda.",
    )
    refuse_if(
        not KINDS[document.kind].goes_to_partner or document.state != DocumentState.READY,
        "Dokumen ini tidak dapat dikirim kepada mitra.",
    )
    is_letter = KINDS[document.kind].is_letter and not document.draft
    refuse_if(
        is_letter and not hasattr(document, "signed"),
        "Surat dikirim sesudah ditandatangani. Catat tanda tangannya lebih dahulu.",
    )
    known = addressees_of(agreement)
    partner = next((one for one in known if partner_id in (None, one.pk)), None)
    if partner is None or not partner.email:
        raise Refused("Alamat surel mitra belum diisi.")
    mailing = Mailing.objects.create(
        agreement=agreement,
        document=document,
        address=partner.email,
        subject=subject,
        text=text,
        language=language_of_mail(agreement),
        next_at=timezone.now(),
        by=user,
    )
    case_log.note_act(
        agreement,
        user,
        LogAction.PARTNER_MAIL_WRITTEN,
        {"mailing": mailing.pk, "document": document.pk, "address": mailing.address},
    )
    return mailing


def send_due(now: datetime) -> int:
    """Send what is due, each row locked while it leaves. Returns how many the mail server took."""
    due, way, sent = Mailing.objects.due(now), Email(), 0
    try:
        for pk in list(due.values_list("pk", flat=True)[:MOST_A_RUN]):
            way.open()
            sent += _send(pk, way, now)
    except Unreachable as error:
        delivery.put_off(due, str(error), now)
    finally:
        way.close()
    return sent


@transaction.atomic
def _send(pk: int, way: Email, now: datetime) -> int:
    mailing = (
        Mailing.objects.due(now)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("document__signed", "by")
        .filter(pk=pk)
        .first()
    )
    if mailing is None:
        return 0
    try:
        hand_over_mail(_message(mailing, way))
    except NeverArrives as error:
        mailing.state, mailing.error = DeliveryState.FAILED, str(error)[:300]
    except store.Damaged:
        mailing.state, mailing.error = DeliveryState.FAILED, DAMAGED
    except (OSError, SMTPException) as error:
        log.warning("mailing %s did not leave: %s", pk, type(error).__name__)
        way.close()
        delivery.try_later([mailing], f"{type(error).__name__}: {error}", now)
        return 0
    else:
        mailing.state, mailing.sent_at, mailing.error = DeliveryState.SENT, now, ""
    mailing.save()
    return int(mailing.state == DeliveryState.SENT)


def _message(mailing: Mailing, way: Email) -> EmailMessage:
    """Answers go to the office, or to who wrote it where the office has no address."""
    answers = [RegionProfile.current().email or mailing.by.email]
    mail = EmailMessage(
        mailing.subject,
        mailing.text,
        to=[mailing.address],
        reply_to=list(filter(None, answers)),
        headers={
            "Message-ID": message_id(f"partner-{mailing.pk}"),
            "Content-Language": mailing.language,
        },
        connection=way.connection,
    )
    name = f"{mailing.document.kind}-{mailing.document.revision}.pdf"
    mail.attach(*_file_of(mailing.document, name))
    return mail


def _file_of(document: Document, name: str) -> tuple[str, bytes, str]:
    """What leaves: of a letter what was signed, electronically or as a scan, else the paper."""
    signed: SignedPaper | None = getattr(document, "signed", None)
    if signed is None or not KINDS[document.kind].is_letter:
        return name, store.read_stored(document.sha256), "application/pdf"
    content = store.read_stored(signed.sha256)
    if signed.is_by_hand:
        return signed.scan_name, content, magic.from_buffer(content, mime=True)
    return name, content, "application/pdf"


@transaction.atomic
def retry_mail(mailing_id: int, user: User) -> None:
    """Queue a failed mail again. Raises Refused when it did not fail or the role is wrong."""
    agreement = Agreement.objects.select_for_update().get(mailings=mailing_id)
    mailing = Mailing.objects.select_for_update().get(pk=mailing_id)
    refuse_if(
        not policy.may_act_as_any(user, MAY_WRITE, agreement),
        "Menyurati mitra bukan wewenang Anda.",
    )
    refuse_if(mailing.state != DeliveryState.FAILED, "Surel ini tidak gagal terkirim.")
    mailing.state, mailing.next_at = DeliveryState.QUEUED, timezone.now()
    mailing.attempts, mailing.error = 0, ""
    mailing.save()
    case_log.note_act(
        agreement,
        user,
        LogAction.PARTNER_MAIL_SENT_AGAIN,
        {"mailing": mailing.pk, "address": mailing.address},
    )
