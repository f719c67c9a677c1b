"""Which legal papers of the mitra are lacking where a case is signed: told, but no hindrance."""

from dataclasses import dataclass

from agreements.models import Agreement, PartnerPaper, Party
from agreements.workflow.partner_papers import lacking_papers_of


@dataclass(frozen=True)
class LackingPapers:
    """A mitra as the case names it, and what of its papers is missing or lapsed."""

    party: Party
    texts: list[str]


def lacking_papers_at_signing(agreement: Agreement) -> list[LackingPapers]:
    """Of each mitra of a case that is being signed, what is lacking."""
    if agreement.is_closed or not agreement.stage.signs:
        return []
    parties = agreement.partner_parties
    keys = [party.partner_id for party in parties]
    papers = list(PartnerPaper.objects.standing().filter(partner__in=keys))
    found = [
        LackingPapers(
            party,
            lacking_papers_of(party, [one for one in papers if one.partner_id == party.partner_id]),
        )
        for party in parties
    ]
    return [one for one in found if one.texts]
