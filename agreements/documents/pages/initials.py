"""The paraf koordinasi: who initials a paper on its way up, from the OPD to the Sekretaris Daerah.
Local practice, not law.
"""

from datetime import date

from agreements.documents import signers
from agreements.documents.signers import SignatureBlock
from agreements.models import Agreement
from kerjasama.accounts.models import Office, RegionProfile, Role, Unit


def initials_chain_of(
    agreement: Agreement, region: RegionProfile, day: date
) -> list[SignatureBlock]:
    """Each by the office held on that day; an office that nobody holds keeps its line for the hand."""  # noqa: E501
    section, legal = (Unit.objects.seat_of(role) for role in (Role.SECTION_HEAD, Role.LEGAL))
    heads = [unit.on(day) for unit in (agreement.owner, section, legal) if unit]
    return [
        *(
            signers.signer_for_office(Office.UNIT_HEAD, region, day, unit)
            for unit in dict.fromkeys(heads)
        ),
        signers.signer_for_office(Office.ASSISTANT, region, day),
        signers.signer_for_office(Office.SECRETARY, region, day),
    ]
