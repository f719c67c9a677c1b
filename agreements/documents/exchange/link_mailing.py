"""A link mailed to its partner: written when it is given and never kept, since it opens the draft
for whoever holds it.
"""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from agreements.documents.exchange.mailing import language_of_mail
from agreements.documents.kinds import KINDS
from agreements.documents.kinds.vocabulary import Language
from agreements.documents.text import english
from agreements.models import PartnerLink
from kerjasama.accounts.models import RegionProfile
from kerjasama.notices.channels import Email, NeverArrives, Unreachable, hand_over_mail

log = logging.getLogger(__name__)
NOT_SENT = "Surel tidak terkirim: server surel menolak atau tidak dapat dihubungi."


def mail_link(link: PartnerLink, address: str) -> str:
    """Send the link at once; what is wrong, where it did not leave."""
    way = Email()
    try:
        way.open()
        hand_over_mail(_message(link, address, way))
    except (NeverArrives, Unreachable, OSError, SMTPException) as error:
        log.warning("link %s was not mailed: %s", link.pk, type(error).__name__)
        return NOT_SENT
    finally:
        way.close()
    return ""


def _message(link: PartnerLink, address: str, way: Email) -> EmailMessage:
    region, agreement, kind = RegionProfile.current(), link.agreement, KINDS[link.kind]
    language = language_of_mail(agreement)
    naskah, about, opening = kind.title, agreement.title, "Rancangan"
    if language is Language.ENGLISH:
        naskah, about, opening = kind.title_en, agreement.title_en or agreement.title, "Draft"
    words = {
        "link": link,
        "address": address,
        "naskah": naskah,
        "about": about,
        "region": region,
        "government": english.capitalize_english(english.government_in_english(region.name)),
    }
    return EmailMessage(
        f"{opening} {naskah}: {about}"[:250],
        render_to_string(f"emails/partner_link_{language}.txt", words).strip() + "\n",
        to=[link.address],
        reply_to=list(filter(None, [region.email or link.by.email])),
        headers={"Content-Language": str(language)},
        connection=way.connection,
    )
