"""What is done once all cases are there: duties entered from naskah, a letter about one that
sleeps, and two Lembar Pimpinan.
"""

from datetime import date, timedelta

from agreements.documents import rendering
from agreements.models import Agreement
from agreements.monitoring.duties import contract_duties, radar_letter
from agreements.monitoring.duties.radar import Colour, Radar
from agreements.monitoring.leadership import leaders_sheet
from kerjasama.accounts.models import Role

from . import person_for
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


def close_examples(today: date) -> None:
    """What stands beside the walked cases: duties of contracts, a radar letter and two sheets."""
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
    for light in Radar(Agreement.objects.all(), today, (Colour.RED,))[:1]:
        rendering.render_queued_document(
            radar_letter.order_radar_letter(light.agreement_id, person_for(Role.SECTION_HEAD)).pk
        )
    with Past(leaders_sheet.monday_of(today) - timedelta(7), "lembar"):
        leaders_sheet.render_sheet(leaders_sheet.order_leaders_sheet().pk)
    leaders_sheet.render_sheet(leaders_sheet.order_leaders_sheet().pk)
