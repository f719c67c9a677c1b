"""What an example of a cooperation abroad says besides, and what is known of its partner."""

from datetime import date
from typing import Any

from partners.kinds import Level, PartnerKind

CONTENT = {
    "jenis_ln": "lainnya",
    "objek_ln": ["manajemen"],
    "tanpa_kantor": True,
    "tanpa_campur_tangan": True,
    "kesetaraan": "Kedua daerah setingkat kabupaten/kota.",
    "saling_melengkapi": (
        "Mitra berpengalaman dalam layanan digital; daerah menawarkan pengalaman melayani wilayah"
        " yang luas."
    ),
    "hubungan_masyarakat": "Pertukaran pelajar dan pelaku usaha kecil.",
    "pemetaan": (
        "Layanan informasi publik merupakan prioritas daerah dan sejalan dengan potensi mitra."
    ),
    "kesimpulan": "Kerja sama layak dilaksanakan.",
    "sasaran": "Terlatihnya pengelola layanan informasi publik.",
    "loi_bulan": 12,
    "title_en": "Development of Public Information Services",
    "maksud_tujuan_en": "To improve the quality of public information services.",
    "ruang_lingkup_en": "Provision of data, training, and evaluation of services.",
    "bahasa_acuan": "en",
    "tempat_ttd": "Tenggarong",
    "rencana_ttd": date(2026, 12, 15),
    "naskah_induk": "Memorandum Saling Pengertian antara kementerian dan mitra (contoh)",
    "kementerian_pengampu": "Kementerian Dalam Negeri",
    "bukan_partai_politik": True,
}
ACTIVITY = {
    "name": "Pelatihan pengelola layanan",
    "output": "40 pengelola layanan terlatih",
    "location": "Tenggarong",
    "beneficiaries": "Pengelola layanan informasi perangkat daerah",
    "roles": "Mitra menyediakan pengajar; pemerintah daerah menyediakan tempat dan peserta",
    "year": 2027,
    "amount_region": 150_000_000,
    "amount_partner": 100_000_000,
}
_ABROAD = {
    "country": "JP",
    "name_en": "Example Partner",
    "representative": "Tanaka Hiroshi",
    "representative_position_en": "Mayor",
}
_PERMITS = {
    "izin_prinsip_number": "CONTOH/1",
    "izin_prinsip_until": date(2099, 12, 31),
    "izin_operasional_number": "CONTOH/2",
    "izin_operasional_by": "Kementerian Dalam Negeri",
    "izin_operasional_until": date(2099, 12, 31),
}
PARTNERS: dict[str, dict[str, Any]] = {
    PartnerKind.FOREIGN_REGION: _ABROAD | {"level": Level.REGENCY},
    PartnerKind.FOREIGN_BODY: _ABROAD,
    PartnerKind.INTERNATIONAL: {"name_en": "Example Organisation"},
    PartnerKind.DEVELOPMENT: _ABROAD,
    PartnerKind.FOREIGN_NONPROFIT: _ABROAD | _PERMITS,
}
