"""Example naskah from before the system: one small register in Excel, imported, and two recorded by
hand with a scan.
"""

import io
import tomllib
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from openpyxl import Workbook

from agreements.documents import store
from agreements.importing import jobs
from agreements.models import Agreement, BatchState
from agreements.workflow import registering
from agreements.workflow.registering import Signed
from kerjasama.accounts.models import Role, Unit
from partners.models import Partner

from . import person_for
from .past import Past
from .scans import example_scan
from .specs import DATA

RECORDED = 40  # days ago
HEADINGS = [
    "No",
    "Jenis Kerja Sama",
    "Bentuk",
    "Judul Kerja Sama",
    "Mitra",
    "Jenis Mitra",
    "Negara",
    "OPD Pemrakarsa",
    "Nomor",
]
HEADINGS += ["Tgl TTD", "Masa Berlaku", "Nilai (Rp)", "Urusan", "Nomor KB Induk", "Lokasi Arsip"]


def register_rows() -> list[dict[str, Any]]:
    """The rows of the example register, as TOML says them."""
    return tomllib.loads((DATA / "naskah_lama.toml").read_text(encoding="utf-8"))["naskah"]


def load_legacy_examples() -> None:
    """Import the register and record the others, as Bagian Kerja Sama did some weeks ago."""
    today = timezone.localdate()
    with Past(today - timedelta(RECORDED), "naskah lama"):
        batch = jobs.receive_register(
            make_register_file(today), "contoh-register-kerja-sama.xlsx", person_for(Role.VERIFIER)
        )
        jobs.process_import(batch.pk)
        jobs.order_import(batch.pk, person_for(Role.SECTION_HEAD))
        jobs.process_import(batch.pk)
        batch.refresh_from_db()
        if batch.state != BatchState.IMPORTED:
            raise RuntimeError(f"the example register: {batch.error}")
        registering.register_signed(
            [_by_hand(row, today) for row in register_rows() if "by_hand" in row],
            person_for(Role.VERIFIER),
        )


def make_register_file(today: date) -> bytes:
    """The register as the office kept it until now."""
    book, numbers = Workbook(), {}
    page = book.active
    page.title = "Register"
    page.append(["REGISTER KERJA SAMA DAERAH (CONTOH)"])
    page.append([])
    page.append(HEADINGS)
    for place, row in enumerate((row for row in register_rows() if "by_hand" not in row), 1):
        day = today - timedelta(row["signed"])
        number = numbers[row["title"]] = f"415.4/{100 + place}/CONTOH/{day.year}"
        above = numbers.get(row.get("parent", ""), "")
        who = [row["partner"], row["partner_kind"], row.get("country"), row["unit"]]
        rest = [day, row["term"], row.get("value"), row["urusan"], above, f"Map {day.year}"]
        page.append([place, row["family"], row["kind"], row["title"], *who, number, *rest])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _by_hand(row: dict[str, Any], today: date) -> Signed:
    day = today - timedelta(row["signed"])
    partner, _ = Partner.objects.get_or_create(name=row["partner"], kind=row["partner_kind"])
    agreement = Agreement(
        track_code=row["track"],
        title=row["title"],
        owner=Unit.objects.get(name=row["unit"]),
        partner=partner,
        naskah_number=f"415.4/{row['signed']}/CONTOH/{day.year}",
        nilai=row.get("value"),
        urusan=row["urusan"],
        owed_from=timezone.localdate(),
    )
    scan = store.store_bytes(example_scan("Naskah yang ditandatangani", row["title"]))
    ends = day + relativedelta(months=row["months"], days=-1)
    return Signed(
        agreement,
        day,
        day,
        ends,
        f"{row['signed']}/MITRA/{day.year}",
        row["original"],
        scan,
        "contoh-naskah.pdf",
    )
