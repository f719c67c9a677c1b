"""A legal paper of a mitra that is brought."""

from dataclasses import dataclass

from agreements.forms.partner_papers import PartnerPaperForm
from partners.models import Partner


@dataclass(frozen=True)
class PartnerPaperPage:
    """The form of a paper of this mitra."""

    partner: Partner
    form: PartnerPaperForm
