"""The mapping of two years: the list of this one, from which its example cases were proposed, and
that of the next, which is open.
"""

from datetime import date, timedelta
from typing import Any

from agreements.documents import store
from agreements.models import MappedItem, Mapping
from agreements.regulations import planned
from agreements.workflow import mapping
from kerjasama.accounts.models import Role, Unit, User

from . import CONTENT, person_for
from .past import Past
from .people import OWN_UNIT, SECOND_UNIT
from .scans import example_scan
from .specs import Spec, all_example_specs

NUMBER = "188.45/{number}/HK/{year}"
LONGEST = 250
# Planned for this year, and proposed by nobody yet.
STILL_PLANNED: tuple[dict[str, Any], ...] = (
    {
        "unit": OWN_UNIT,
        "kind": "ksdpk",
        "objek": "Pusat data dan komputasi awan bersama penyedia nasional",
        "tujuan": "Layanan elektronik perangkat daerah berjalan tanpa gangguan.",
        "manfaat": "Biaya pemeliharaan pusat data turun.",
        "kegiatan": "Pemindahan layanan\nPelatihan pengelola",
        "jangka_waktu_bulan": 36,
    },
    {
        "unit": SECOND_UNIT,
        "kind": "ksdd-wajib",
        "objek": "Rujukan gawat darurat di wilayah perbatasan",
        "urusan": ["02"],
        "tujuan": "Warga perbatasan dilayani rumah sakit terdekat.",
        "manfaat": "Waktu rujukan turun menjadi di bawah satu jam.",
        "kegiatan": "Penetapan jalur rujukan\nLayanan ambulans bersama",
        "geometri": "kab-kab",
        "jangka_waktu_bulan": 60,
        "prioritas": "1",
    },
)
# Proposed for the next year, and what became of it: a word of `_review`, or nothing yet.
NEXT: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "diterima",
        {
            "unit": OWN_UNIT,
            "kind": "ksdd-sukarela",
            "objek": "Pertukaran data spasial dengan daerah tetangga",
            "urusan": ["16", "20"],
            "tujuan": "Perencanaan wilayah perbatasan memakai data yang sama.",
            "manfaat": "Rencana tata ruang kedua daerah selaras.",
            "jangka_waktu_bulan": 24,
        },
    ),
    (
        "menunggu",
        {
            "unit": SECOND_UNIT,
            "kind": "ksdpk",
            "objek": "Layanan hemodialisis di rumah sakit daerah",
            "urusan": ["02"],
            "tujuan": "Pasien gagal ginjal dilayani di kabupaten.",
            "manfaat": "Pasien tidak lagi dirujuk ke luar kabupaten.",
        },
    ),
    (
        "dikembalikan",
        {
            "unit": OWN_UNIT,
            "kind": "sinergi",
            "objek": "Percepatan literasi digital bersama kementerian",
            "tujuan": "Masyarakat terampil menggunakan layanan digital.",
            "manfaat": "Pengguna layanan elektronik bertambah.",
        },
    ),
    (
        "",
        {
            "unit": SECOND_UNIT,
            "kind": "ksdpk",
            "objek": "Pemeriksaan kesehatan keliling bersama dunia usaha",
            "urusan": ["02"],
            "tujuan": "Desa terpencil terlayani tiap bulan.",
            "manfaat": "Penyakit ditemukan lebih dini.",
        },
    ),
)


def load_mappings(today: date) -> None:
    """The list of this year, fixed at the end of the last one, and the open mapping of the next."""
    _load_list(today)
    with Past(today - timedelta(25), "pemetaan berikutnya"):
        year = mapping.open_mapping(
            person_for(Role.VERIFIER),
            today.year + 1,
            today + timedelta(20),
            "Utamakan pelayanan dasar dan kawasan penyangga Ibu Kota Nusantara.",
        )
        for became, said in NEXT:
            _review(_written(year, said), became)


def item_of_example(spec: Spec) -> MappedItem | None:
    """The item of the list from which this case was proposed."""
    return MappedItem.objects.fixed().filter(objek=spec.title[:LONGEST]).first()


def _load_list(today: date) -> None:
    fixed_on = date(today.year - 1, 12, 15)
    with Past(fixed_on - timedelta(75), "pemetaan") as past:
        office = person_for(Role.VERIFIER)
        year = mapping.open_mapping(office, today.year, fixed_on - timedelta(30))
        since = today - fixed_on
        said = [_said_of(spec) for spec in all_example_specs() if _is_listed(spec, since)]
        for row in (*said, *STILL_PLANNED):
            _review(_written(year, row), "diterima")
        past.go_to(fixed_on - timedelta(14))
        mapping.record_coordination(
            *(year.year, office, fixed_on - timedelta(14)),
            "Badan Perencanaan Pembangunan Daerah: daftar selaras dengan RKPD.",
        )
        past.go_to(fixed_on)
        number = NUMBER.format(number=512, year=fixed_on.year)
        scan = example_scan("Keputusan Bupati", f"Daftar rencana kerja sama {today.year}")
        told = mapping.DecreeData(number, fixed_on, store.store_bytes(scan), "keputusan.pdf")
        items = mapping.fixable_items(year)
        keeper = person_for(Role.SECTION_HEAD)
        mapping.fix_list(year.year, keeper, [item.pk for item in items], told)


def _is_listed(spec: Spec, since: timedelta) -> bool:
    """Whether it began after the list was fixed, on a track that has one; not one that stops where
    the list is handed in.
    """
    began = timedelta(spec.began)
    return began < since and spec.track in planned.TRACKS and spec.upto not in planned.MET_BY_LIST


def _said_of(spec: Spec) -> dict[str, Any]:
    said = CONTENT | spec.content
    (kind,) = planned.kinds_of_track(spec.track)
    is_wajib = planned.BY_CODE[kind].is_obligatory
    return {
        "unit": spec.unit,
        "kind": kind,
        "objek": spec.title[:LONGEST],
        "urusan": said["urusan"],
        "tujuan": said["maksud_tujuan"],
        "manfaat": said["manfaat"],
        "kegiatan": said["ruang_lingkup"],
        "program": said["program"],
        "mitra": spec.partner,
        "geometri": said.get("geometri", "kab-kab") if is_wajib else "",
        "jangka_waktu_bulan": said["jangka_waktu_bulan"],
        "prioritas": "1" if is_wajib else "2",
    }


def _written(year: Mapping, said: dict[str, Any]) -> tuple[MappedItem, User]:
    """An item of that year with the person who wrote it."""
    values = {"urusan": ["16"]} | said
    unit = Unit.objects.get(name=values.pop("unit"))
    author = person_for(Role.OPD, unit)
    return mapping.keep_item(MappedItem(mapping=year, unit=unit, **values), author), author


def _review(written: tuple[MappedItem, User], became: str) -> None:
    """Send what was written, and let the Bagian judge it."""
    item, author = written
    if not became:
        return
    mapping.send_item(item.pk, author)
    office = person_for(Role.VERIFIER)
    if became == "diterima":
        mapping.accept_item(item.pk, office)
    if became == "dikembalikan":
        reason = "Sebutkan program RPJMD yang memuatnya dan satuan kerja yang dituju."
        mapping.return_item(item.pk, office, reason)
