"""What is done once all cases are there: duties entered from naskah, those of three parties and the
day on which one of them signed, a letter about one that sleeps, and two Lembar Pimpinan.
"""

from datetime import date, timedelta

from django.db.models import Count

from agreements.documents import rendering
from agreements.documents.kinds import KINDS
from agreements.models import Agreement, Origin
from agreements.monitoring.custody import party_days, signing
from agreements.monitoring.duties import contract_duties, radar_letter
from agreements.monitoring.duties.radar import Colour, Radar
from agreements.monitoring.leadership import leaders_sheet
from agreements.regulations.contract_duties import OPD, PARTNER
from kerjasama.accounts.models import Role

from . import person_for, team
from .past import Past

# Duties by the words of a title in which they are believable: who owes what, and when.
DUTIES = (
    (
        "Data",
        "PARTNER",
        "Laporan pemanfaatan data kepada Pemerintah Daerah",
        "tiap beberapa bulan",
        6,
    ),
    ("Sampah", "PARTNER", "Penyediaan fasilitator lapangan", "tiap tahun", 12),
    ("Desa", "OPD", "Penyampaian data desa sasaran kepada mitra", "tiap semester", 6),
)


OF_EACH_PARTNER = "Penyampaian data tinggi muka air setiap bulan"
OF_OURS = "Penyebaran peringatan dini kepada desa di hilir"


def close_examples(today: date) -> None:
    """What stands beside the walked cases: duties of contracts, an aid, a letter and two sheets."""
    for words, party, text, rhythm, months in DUTIES:
        case = (
            Agreement.objects.changeable(today)
            .filter(title__icontains=words, expires_on__isnull=False)
            .order_by("pk")
            .first()
        )
        if case:
            rule = {
                "due_text": text,
                "due_party": party,
                "due_rhythm": rhythm,
                "due_months": months,
                "due_days": 30,
            }
            contract_duties.enter_contract_duty(
                case.pk,
                person_for(Role.VERIFIER),
                basis=f"Pasal 5 ayat (2) {case.track.instrument}"[:200],
                **rule,
            )
    tell_parties_apart(today)
    team.help_wajib_example(today)
    for light in Radar(Agreement.objects.all(), today, (Colour.RED,))[:1]:
        rendering.render_queued_document(
            radar_letter.order_radar_letter(light.agreement_id, person_for(Role.SECTION_HEAD)).pk
        )
    with Past(leaders_sheet.monday_of(today) - timedelta(7), "lembar"):
        leaders_sheet.render_sheet(leaders_sheet.order_leaders_sheet().pk)
    leaders_sheet.render_sheet(leaders_sheet.order_leaders_sheet().pk)


def tell_parties_apart(today: date) -> None:
    """Of a Kesepakatan Bersama of three regions: what each partner owes ours, what ours owes, and
    that the last one signed at its seat two days before.
    """
    several = Agreement.objects.changeable(today).annotate(parties_of_it=Count("parties"))
    case = several.filter(parties_of_it__gt=2, origin=Origin.SYSTEM).order_by("pk").first()
    if case is None:
        return
    kind, day = next(iter(signing.signed_on(case).items()))
    person, naskah = person_for(Role.VERIFIER), KINDS[kind].title
    rule = {"due_rhythm": "tiap beberapa bulan", "due_months": 1, "due_days": 30}
    ours = case.parties.get(partner=None)
    owed = [(PARTNER, OF_EACH_PARTNER, party, ours) for party in case.partner_parties]
    owed.append((OPD, OF_OURS, None, None))
    for place, (side, text, bearer, receiver) in enumerate(owed, 2):
        contract_duties.enter_contract_duty(
            case.pk,
            person,
            basis=f"Pasal 5 ayat ({place}) {naskah}",
            due_text=text,
            due_party=side,
            bearer=bearer,
            receiver=receiver,
            **rule,
        )
    last = case.partner_parties[-1]
    told = {last.pk: party_days.DayOfParty(day - timedelta(2), last.address.partition(",")[0])}
    party_days.record_party_days(case.pk, person, kind, told, seen={})
