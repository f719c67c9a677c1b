from django.db import migrations
from django.utils import timezone

# The records of signing, by the kind of the naskah; as the tracks had them when this was written.
SIGNINGS = {
    "ttd_kesepakatan_bersama": "kesepakatan_bersama",
    "ttd_perjanjian_kerja_sama": "perjanjian_kerja_sama",
    "ttd_nota_kesepakatan": "nota_kesepakatan",
    "ttd_loi": "pernyataan_kehendak",
    "ttd_naskah": "naskah_kerja_sama",
    "ttd_rencana_tahunan": "rencana_tahunan",
}
ABROAD = "naskah_kerja_sama"
MINISTER = "Menteri Dalam Negeri, Kementerian Dalam Negeri"


def record(apps, schema_editor):
    """What was signed before originals were kept track of: two of each, where they are nobody said."""
    Evidence = apps.get_model("agreements", "Evidence")
    for signing in Evidence.objects.filter(void=False, requirement_code__in=SIGNINGS, decided_on__isnull=False).order_by("pk"):
        kind = SIGNINGS[signing.requirement_code]
        later = {row.requirement_code: row for row in Evidence.objects.filter(agreement=signing.agreement_id, void=False)}
        handed = later.get("asli_diterima") if kind == ABROAD else None
        _begin(apps, signing, kind, 1, "menteri" if kind == ABROAD else "daerah", handed)
        _begin(apps, signing, kind, 2, "mitra")
        if kind == ABROAD and "salinan_naskah" in later:
            _begin(apps, later["salinan_naskah"], kind, 0, "daerah")


def _begin(apps, row, kind, rangkap, bearer, handed=None):
    original, is_new = apps.get_model("agreements", "Original").objects.get_or_create(
        agreement_id=row.agreement_id, kind=kind, rangkap=rangkap, defaults={"bearer": bearer, "created_at": timezone.now()}
    )
    if not is_new:
        return
    moves = apps.get_model("agreements", "OriginalMove").objects
    there = {"to_place": original.place, "to_holder": original.holder, "at": timezone.now()}
    moves.create(original=original, action="dicatat", day=row.decided_on or row.at.date(), by_id=row.by_id, **there)
    if handed and handed.decided_on:
        where = {"from_place": original.place, "from_holder": original.holder, "to_holder": MINISTER, "at": timezone.now()}
        who = {"person": "Menteri Dalam Negeri", "office": "Kementerian Dalam Negeri"}
        moves.create(original=original, action="serah", day=handed.decided_on, by_id=handed.by_id, **where, **who)
        original.state, original.place, original.holder = "diserahkan", "", MINISTER
        original.save()


class Migration(migrations.Migration):
    dependencies = [("agreements", "0016_signing_and_originals")]
    operations = [migrations.RunPython(record, migrations.RunPython.noop)]
