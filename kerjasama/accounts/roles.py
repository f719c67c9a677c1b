"""The roles that people hold through their seats."""

from django.db import models
from django.utils.functional import lazy

from .levels import name_head


class Role(models.TextChoices):
    """Roles of people; the names match the law's actors in agreements.regulations."""

    OPD = "OPD", "Staf OPD"
    OPD_HEAD = "OPD_HEAD", "Kepala OPD"
    VERIFIER = "VERIFIER", "Verifikator Bagian Kerja Sama"
    SECTION_HEAD = "SECTION_HEAD", "Kepala Bagian Kerja Sama"
    TKKSD = "TKKSD", "TKKSD"
    LEGAL = "LEGAL", "Bagian Hukum"
    SEKDA = "SEKDA", "Sekretaris Daerah (Ketua TKKSD)"
    HEAD_OF_REGION = "HEAD_OF_REGION", lazy(name_head, str)()
    LEADERSHIP = "LEADERSHIP", "Pimpinan (hanya lihat)"
    ADMIN = "ADMIN", "Administrator"


# Leading seats, which are given by two: the roles that an office brings (it leads a unit or the
# region, or signs for it), and that of whoever lets others in.
PROTECTED = (
    Role.ADMIN,
    Role.OPD_HEAD,
    Role.SECTION_HEAD,
    Role.LEGAL,
    Role.SEKDA,
    Role.HEAD_OF_REGION,
)
# Who confirms what an administrator proposes about accounts and seats.
CONFIRMERS = (Role.ADMIN, Role.SECTION_HEAD, Role.SEKDA)
