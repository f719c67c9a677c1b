"""Lets some examples be decided on before they end: recommended, decided, decided anew, or still to
be decided.
"""

from datetime import timedelta

from django.utils import timezone

from agreements.models import Agreement, Choice
from agreements.monitoring.ending import deciding
from kerjasama.accounts.models import Role

from . import person_for
from .past import Past

# By title: who said what, how many days before the end.
SAID: dict[str, tuple[tuple[int, Role, Choice, str], ...]] = {
    "Pelayanan Rujukan Kesehatan Masyarakat di Wilayah Perbatasan": (
        (
            120,
            Role.OPD,
            Choice.EXTEND,
            (
                "Rujukan dari kecamatan perbatasan terus bertambah dan belum ada rumah sakit"
                " pengganti."
            ),
        ),
        (
            95,
            Role.SECTION_HEAD,
            Choice.EXTEND,
            "Sesuai saran dinas; masyarakat perbatasan masih membutuhkannya.",
        ),
    ),
    "Layanan Ambulans Perbatasan dan Sistem Informasi Rujukan": (
        (
            100,
            Role.SECTION_HEAD,
            Choice.LAPSE,
            "Layanan akan menyatu dengan perpanjangan kerja sama rujukan kesehatan.",
        ),
    ),
    "Penyediaan Layanan Internet Desa": (
        (105, Role.OPD, Choice.EXTEND, "Empat puluh desa belum mempunyai penyedia lain."),
    ),
    "Pembinaan Desa Sadar Hukum dan Pos Bantuan Hukum": (
        (110, Role.SECTION_HEAD, Choice.EXTEND, "Pembinaan berjalan baik."),
        (
            70,
            Role.SEKDA,
            Choice.LAPSE,
            (
                "Pembinaan dilanjutkan mitra dengan anggaran sendiri; kerja sama tidak perlu"
                " diperpanjang."
            ),
        ),
    ),
}


def decide_example_end(agreement: Agreement, past: Past) -> None:
    """What people said of the end of this example, each on its day; a case that never came so far
    is left alone.
    """
    for before, role, choice, reason in SAID.get(agreement.title, ()):
        if agreement.ends_on is None or deciding.obstacle_to_decision(
            agreement, timezone.localdate()
        ):
            return
        past.go_to(agreement.ends_on - timedelta(before))
        newest = agreement.decisions.values_list("pk", flat=True).first() or 0
        act = deciding.decide_on_end
        if role == Role.OPD:
            act = deciding.advise_on_end
        act(agreement.pk, person_for(role, agreement.owner), choice, reason, newest)
