"""Which legal papers of the mitra are lacking where a case is signed: told, but no hindrance."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from agreements.models import Agreement
from agreements.workflow.partner_papers import lacking_papers_of
from partners.models import Partner


@dataclass(frozen=True)
class LackingPapers:
    """A mitra, and what of its papers is missing or lapsed."""

    partner: Partner
    texts: list[str]


def lacking_papers_at_signing(agreement: Agreement) -> list[LackingPapers]:
    """Of each mitra of a case that is being signed, what is lacking."""
    if agreement.is_closed or not agreement.stage.signs:
        return []
    parties = agreement.parties.exclude(partner=None).select_related("partner")
    partners = [party.partner for party in parties.defer("partner__logo") if party.partner]
    prefetch_related_objects(partners, "papers")
    found = [LackingPapers(partner, lacking_papers_of(partner)) for partner in partners]
    return [one for one in found if one.texts]
