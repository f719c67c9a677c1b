"""The registry of mitra."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper


class PartnerKind(models.TextChoices):
    """The parties that PP 28/2018 Pasal 3, 14 and 46 name."""

    REGION = "daerah", "Pemerintah daerah"
    PERSON = "perseorangan", "Perseorangan"
    STATE_COMPANY = "bumn", "BUMN"
    REGION_COMPANY = "bumd", "BUMD"
    COOPERATIVE = "koperasi", "Koperasi"
    COMPANY = "swasta", "Badan usaha swasta berbadan hukum"
    CIVIL = "ormas", "Organisasi kemasyarakatan"
    MINISTRY = "pusat", "Kementerian/lembaga/instansi vertikal"


class Partner(models.Model):
    name = models.CharField("nama", max_length=200)
    kind = models.CharField("jenis", max_length=20, choices=PartnerKind)
    address = models.TextField("alamat", blank=True)
    representative = models.CharField("nama pejabat/pimpinan", max_length=150, blank=True)
    representative_position = models.CharField("jabatan", max_length=150, blank=True)
    legal_basis = models.TextField("dasar kewenangan (akta, pengesahan, keputusan)", blank=True)
    nib = models.CharField("NIB", max_length=13, blank=True)
    npwp = models.CharField("NPWP", max_length=16, blank=True)

    class Meta:
        ordering = ["name"]
        indexes = [GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="partner_name_trigram")]
        constraints = [models.UniqueConstraint(Upper("name"), "kind", name="one_partner_once")]

    def __str__(self) -> str:
        return self.name
