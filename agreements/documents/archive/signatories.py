"""Who signs a final, by office and party, as it is kept when the final is made: a later change of a
mitra, of the region or of its officials never changes what was signed.
"""

from dataclasses import asdict, dataclass, replace

from agreements.documents import signers
from agreements.documents.kinds import KINDS
from agreements.documents.kinds.vocabulary import Hand
from agreements.documents.text import indonesian
from agreements.models import Document, Party
from agreements.models import Signatory as PartySignatory
from kerjasama.accounts.models import RegionProfile
from partners.kinds import PartnerKind

UNNAMED, NOT_SHOWN = "Perseorangan", "nama tidak ditampilkan"
UNSIGNED = "Tanpa tanda tangan, bersegel elektronik"


@dataclass(frozen=True)
class Signatory:
    """Who signs a paper. The office is public; the person is nobody's business outside."""

    office: str
    party: str


def signatories_to_keep(document: Document) -> list[dict[str, str]]:
    """What is kept with a final when it is made, party by party."""
    return [asdict(one) for one in _signatories_today(document)]


def printed_official_of(document: Document) -> str:
    """The name of the official of ours under the paper, who alone signs it electronically; kept
    with the final, and shown to nobody.
    """
    agreement, region = document.agreement, RegionProfile.current()
    if KINDS[document.kind].signed_by.hand:
        return ""
    day = signers.day_of(document)
    return signers.signer_of_paper(document.kind, agreement, region, day).name


def kept_signatories_of(document: Document) -> list[Signatory]:
    """Who signs the final, as it was made."""
    return [Signatory(**one) for one in document.signatories]


def _signatories_today(document: Document) -> list[Signatory]:
    agreement, region, kind = document.agreement, RegionProfile.current(), document.kind
    day = signers.day_of(document)
    hand = KINDS[kind].signed_by.hand
    if hand is Hand.NOBODY:
        return [Signatory(UNSIGNED, region.name)]
    if hand is Hand.THOSE_PRESENT:
        return [Signatory("Mereka yang hadir", region.name)]
    if hand:
        return [Signatory("Pejabat yang tercantum di dalamnya", region.name)]
    office = signers.signer_of_paper(kind, agreement, region, day).capacity
    named = signers.signatories_of_paper(agreement, kind)
    if signers.is_by_proxy(kind, agreement):
        office = agreement.kuasa_jabatan
    ours = Signatory(office, region.name)
    if kind not in agreement.track.signings:
        return [ours]
    return [_signs_for(party, ours, named.get(party.pk)) for party in agreement.parties.all()]


def _signs_for(party: Party, ours: Signatory, named: PartySignatory | None) -> Signatory:
    if party.is_region:
        return replace(ours, office=named.office) if named else ours
    if party.kind == PartnerKind.PERSON:
        return Signatory(UNNAMED, NOT_SHOWN)
    office = party.representative_position
    if named:
        office = named.office
    return Signatory(indonesian.flatten_name(office) or "Pimpinan", party.name)
