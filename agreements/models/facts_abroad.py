"""What a cooperation abroad says of itself besides what every cooperation says (Permendagri
25/2020).
"""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from agreements.naskah import blocks
from agreements.naskah.parity import unmatched_blocks
from agreements.naskah.stored import load_naskah
from agreements.regulations import conditions_abroad
from agreements.regulations.limits import INTENT
from agreements.regulations.open_questions import (
    DPRD_IN_PENERUSAN,
    EACH_FORWARDED,
    IF_LOAN_OR_GRANT,
)
from partners.kinds import Level, PartnerKind

from .naskah_setup import is_in_third_language, split_part
from .reading_choice import chosen_code_of

FOREIGN_FIELDS = (
    "jenis_ln",
    "objek_ln",
    "tanpa_kantor",
    "tanpa_campur_tangan",
    "alih_teknologi",
    "kesetaraan",
    "saling_melengkapi",
    "hubungan_masyarakat",
    "pemetaan",
    "kesimpulan",
    "sasaran",
    "loi_bulan",
    "title_en",
    "maksud_tujuan_en",
    "ruang_lingkup_en",
    "bahasa_acuan",
    "tempat_ttd",
    "rencana_ttd",
    "kuasa_penuh",
    "naskah_induk",
    "kementerian_pengampu",
    "teknis_aset",
    "penerusan_hibah",
)
YOUNGER_FOREIGN_FIELDS = ("memuat_hibah", "bukan_partai_politik")
# Facts that follow from the partner's data or from other fields.
DERIVED_FACTS = (
    "hubungan_diplomatik",
    "mitra_setingkat",
    "izin_berlaku",
    "terjemahan_lengkap",
    "kegiatan",
)
TRANSLATED = ("title", "maksud_tujuan", "ruang_lingkup")
ENGLISH = "_en"
TRANSLATIONS = frozenset(name + ENGLISH for name in TRANSLATED)
BILINGUAL = (INTENT, "naskah_kerja_sama")
LANGUAGES = (("id", "Bahasa Indonesia"), ("en", "Bahasa Inggris"))


class ForeignContent(models.Model):
    """The fields of KSDPL and KSDLL; empty in every other case."""

    jenis_ln = models.CharField(
        "bentuk KSDPL", max_length=10, choices=conditions_abroad.FORMS, blank=True
    )
    objek_ln = ArrayField(
        models.CharField(max_length=10, choices=conditions_abroad.OBJECTS),
        default=list,
        blank=True,
        verbose_name="objek kerja sama luar negeri",
    )
    tanpa_kantor = models.BooleanField(
        "kerja sama ini tidak membuka kantor perwakilan di luar negeri", default=False
    )
    tanpa_campur_tangan = models.BooleanField(
        "pihak luar negeri menyatakan tidak mencampuri urusan pemerintahan dalam negeri",
        default=False,
    )
    alih_teknologi = models.TextField(
        "pengalihan iptek ke sumber daya manusia Indonesia", blank=True
    )
    kesetaraan = models.TextField("kesetaraan status administrasi dan/atau wilayah", blank=True)
    saling_melengkapi = models.TextField("saling melengkapi", blank=True)
    hubungan_masyarakat = models.TextField("peningkatan hubungan antarmasyarakat", blank=True)
    pemetaan = models.TextField(
        "pemetaan potensi dan karakteristik serta kebutuhan daerah", blank=True
    )
    kesimpulan = models.TextField("kesimpulan kajian", blank=True)
    sasaran = models.TextField("sasaran", blank=True)
    loi_bulan = models.PositiveSmallIntegerField(
        "masa berlaku Pernyataan Kehendak (bulan)", null=True, blank=True
    )
    title_en = models.CharField("judul dalam bahasa Inggris", max_length=250, blank=True)
    maksud_tujuan_en = models.TextField("maksud dan tujuan dalam bahasa Inggris", blank=True)
    ruang_lingkup_en = models.TextField("ruang lingkup dalam bahasa Inggris", blank=True)
    bahasa_acuan = models.CharField(
        "bahasa acuan bila penafsiran berbeda", max_length=2, choices=LANGUAGES, blank=True
    )
    tempat_ttd = models.CharField("tempat penandatanganan", max_length=150, blank=True)
    rencana_ttd = models.DateField("tanggal rencana penandatanganan", null=True, blank=True)
    kuasa_penuh = models.BooleanField(
        "Kementerian Luar Negeri meminta surat kuasa penandatanganan (Full Powers)", default=False
    )
    naskah_induk = models.TextField("naskah kerja sama Pemerintah yang diteruskan", blank=True)
    kementerian_pengampu = models.CharField(
        "kementerian/lembaga yang meneruskan", max_length=200, blank=True
    )
    teknis_aset = models.BooleanField(
        "kegiatan bersifat teknis dan membebani/menggunakan aset daerah", default=False
    )
    penerusan_hibah = models.BooleanField(
        "kerja sama meneruskan pinjaman atau hibah", default=False
    )
    memuat_hibah = models.BooleanField("kerja sama ini memuat hibah", default=False)
    bukan_partai_politik = models.BooleanField("mitra bukan partai politik", default=False)
    # Written only by the engine, when the Pernyataan Kehendak is signed.
    loi_until = models.DateField(
        "Pernyataan Kehendak berlaku sampai", null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True

    @property
    def hubungan_diplomatik(self) -> bool:
        """P25 Pasal 5 ayat (1) huruf a; an international organisation has members, not a country of
        its own.
        """
        return bool(self.partner_parties) and all(
            party.kind == PartnerKind.INTERNATIONAL or party.has_relations()
            for party in self.partner_parties
        )

    @property
    def mitra_setingkat(self) -> bool:
        return bool(self.partner_parties) and all(
            party.level == Level.REGENCY for party in self.partner_parties
        )

    @property
    def izin_berlaku(self) -> bool:
        return self._permits_hold_on(timezone.localdate())

    @property
    def izin_segera_berakhir(self) -> bool:
        ahead = timezone.localdate() + relativedelta(months=6)
        return self.partner is not None and not self._permits_hold_on(ahead)

    def _permits_hold_on(self, day: date) -> bool:
        """Whether every partner holds the permits that it must have, as the registry has them."""
        if self.partner is None or not self.partner.permits_in_force(day):
            return False
        further = (party.partner for party in self.partner_parties[1:])
        return all(partner.permits_in_force(day) for partner in further)

    @property
    def dprd_penerusan(self) -> bool:
        """Whether the DPRD is asked on what is passed on, as the office reads the articles."""
        chosen = chosen_code_of(DPRD_IN_PENERUSAN, self)
        if chosen == IF_LOAN_OR_GRANT:
            return self.penerusan_hibah
        return chosen == EACH_FORWARDED

    @property
    def iptek(self) -> bool:
        return "iptek" in self.objek_ln

    @property
    def kembar(self) -> bool:
        return self.jenis_ln == "kembar"

    @property
    def loi_lewat(self) -> bool:
        """Whether the intent has lapsed before the naskah was signed (P25 Pasal 13 ayat (3))."""
        return (
            self.effective_on is None
            and self.loi_until is not None
            and self.loi_until < timezone.localdate()
        )

    @property
    def terjemahan_lengkap(self) -> bool:
        return not self.missing_translations

    @property
    def missing_translations(self) -> list[str]:
        """What stands in one language only: fields, parts of a naskah whose wording was changed,
        and blocks of one that keeps a tree.
        """
        fields = [
            name
            for name in TRANSLATED
            if bool(getattr(self, name)) != bool(getattr(self, name + ENGLISH))
        ]
        parts = [
            f"{kind}/{part}"
            for kind in BILINGUAL
            for part in _parts_in_two_languages(self.clauses.get(kind, {}))
            if len({part, part + ENGLISH} & set(self.clauses[kind])) == 1
        ]
        return fields + parts + self._unmatched_blocks()

    def _unmatched_blocks(self) -> list[str]:
        kept = {kind: tree for kind, tree in (self.trees or {}).items() if kind in BILINGUAL}
        return [
            f"{kind}/{found.block}"
            for kind, tree in kept.items()
            for found in unmatched_blocks(load_naskah(tree), [blocks.ENGLISH])
        ]


def _parts_in_two_languages(texts: dict[str, str]) -> set[str]:
    """The parts that were worded in Indonesian or English."""
    return {split_part(part)[0] for part in texts if not is_in_third_language(part)}
