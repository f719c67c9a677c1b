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
    """Each by the office held on that day; one that nobody holds keeps its line for the hand."""
    seats = [Unit.objects.seat_of(role) for role in (Role.SECTION_HEAD, Role.LEGAL)]
    units = [unit.on(day) for unit in (agreement.owner, *seats) if unit]
    chain = [
        signers.signer_for_office(Office.UNIT_HEAD, region, day, unit)
        for unit in dict.fromkeys(units)
    ]
    for office in (Office.ASSISTANT, Office.SECRETARY):
        chain.append(signers.signer_for_office(office, region, day))
    return chain
