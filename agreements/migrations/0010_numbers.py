"""Numbers become rows of their own. What was given stays as it was printed; what has no paper is shown as cancelled."""

import itertools

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

SERIES = {
    "kak": "KAK",
    "penawaran": "PNW",
    "permintaan_kedua": "PNW",
    "laporan_gubernur": "LAP",
    "jawaban_penawaran": "JWB",
    "ba_tkksd": "BA",
    "permohonan_dprd": "DPRD",
    "kesepakatan_bersama": "KB",
    "perjanjian_kerja_sama": "PKS",
    "nota_kesepakatan": "NK",
    "rencana_kerja": "RK",
    "surat_kuasa": "SK",
    "kajian": "KAJ",
    "permohonan_tanggapan": "KLN",
    "rencana_kerja_sama": "RKS",
    "tindak_lanjut_rencana": "KLN",
    "permohonan_verifikasi": "KLN",
    "rencana_ke_menteri": "KLN",
    "permohonan_persetujuan": "KLN",
    "naskah_ke_menteri": "KLN",
    "naskah_kerja_sama": "NKS",
    "ba_pembahasan": "BA",
    "pemberitahuan_ttd": "KLN",
    "kuasa_penuh": "KP",
    "penyampaian_asli": "KLN",
    "rencana_tahunan": "RKT",
    "usulan_rencana": "KLN",
    "kesediaan": "KSD",
}
LOST = "Tidak ada dokumen dengan nomor ini ketika buku nomor dibuat."
BATCH = 1000


def keep_numbers(apps, schema_editor):
    """Papers were numbered one after the other and never deleted, so the place of a paper in its series and year is its number."""
    Document = apps.get_model("agreements", "Document")
    papers = {}
    for paper in Document.objects.exclude(number="").order_by("pk").only("kind", "number", "requested_at", "context", "agreement_id"):
        day = paper.context.get("date") or timezone.localdate(paper.requested_at).isoformat()
        papers.setdefault((SERIES.get(paper.kind, paper.kind[:20]), int(day[:4])), []).append(paper)
    lasts = {(row.series, row.year): row.last for row in apps.get_model("agreements", "OldNumberSeries").objects.all()}
    for code, year in sorted(papers.keys() | lasts.keys()):
        _keep(apps, code, year, papers.get((code, year), []), lasts.get((code, year), 0))


def _keep(apps, code, year, papers, last):
    Number = apps.get_model("agreements", "Number")
    series, _ = apps.get_model("agreements", "NumberSeries").objects.get_or_create(code=code, unit=None, defaults={"title": ""})
    given = [
        Number(series=series, year=year, urut=urut, text=paper.number, state="terbit", document=paper, agreement_id=paper.agreement_id, at=paper.requested_at)
        for urut, paper in enumerate(papers, 1)
    ]
    now = timezone.now()
    lost = (
        Number(series=series, year=year, urut=urut, text=f"{urut}/{code}/{year} (tanpa dokumen)", state="batal", reason=LOST, at=now, cancelled_at=now)
        for urut in range(len(papers) + 1, last + 1)
    )
    Number.objects.bulk_create(itertools.chain(given, lost), batch_size=BATCH)


KEEP_ALL = """
CREATE FUNCTION refuse_number_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'numbers are never deleted, and cancelled ones never change'; END $$;
CREATE TRIGGER numbers_are_never_deleted BEFORE DELETE ON agreements_number
FOR EACH ROW EXECUTE FUNCTION refuse_number_change();
CREATE TRIGGER cancelled_numbers_stay BEFORE UPDATE ON agreements_number
FOR EACH ROW WHEN (OLD.state = 'batal') EXECUTE FUNCTION refuse_number_change();
"""
FORGET = """
DROP TRIGGER cancelled_numbers_stay ON agreements_number;
DROP TRIGGER numbers_are_never_deleted ON agreements_number;
DROP FUNCTION refuse_number_change();
"""
USER = settings.AUTH_USER_MODEL


class Migration(migrations.Migration):
    dependencies = [("agreements", "0009_fulfilment"), ("accounts", "0004_officials")]

    operations = [
        migrations.AddField(
            "agreement", "kuasa_sampai", models.DateField(blank=True, null=True, verbose_name="surat kuasa berlaku sampai")
        ),
        migrations.AlterField("document", "number", models.CharField(blank=True, max_length=150)),
        migrations.AlterField(
            "document",
            "state",
            models.CharField(
                choices=[("antre", "Menunggu dibuat"), ("siap", "Siap"), ("gagal", "Gagal dibuat"), ("batal", "Dibatalkan")],
                default="antre",
                max_length=10,
            ),
        ),
        migrations.RenameModel("NumberSeries", "OldNumberSeries"),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, verbose_name="kode seri")),
                ("title", models.CharField(max_length=200, verbose_name="nama seri")),
                ("unit_code", models.CharField(blank=True, max_length=30, verbose_name="kode unit")),
                ("pattern", models.CharField(blank=True, max_length=60, verbose_name="pola nomor")),
                ("classification", models.CharField(blank=True, max_length=30, verbose_name="kode klasifikasi arsip")),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "ordering": ["code", "unit__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["code", "unit"],
                        name="one_series_for_a_unit",
                        nulls_distinct=False,
                        violation_error_message="Seri dengan kode ini sudah ada untuk unit itu.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Number",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("urut", models.PositiveIntegerField()),
                ("text", models.CharField(max_length=150, unique=True)),
                ("state", models.CharField(choices=[("dipesan", "Dipesan"), ("terbit", "Terbit"), ("batal", "Batal")], max_length=10)),
                ("reserved_for", models.CharField(blank=True, max_length=200, verbose_name="untuk")),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="alasan")),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="numbers", to="agreements.agreement"
                    ),
                ),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=USER)),
                ("cancelled_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=USER)),
                (
                    "document",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="numbers", to="agreements.document"
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="numbers", to="agreements.numberseries"
                    ),
                ),
            ],
            options={
                "ordering": ["series", "-year", "-urut"],
                "constraints": [
                    models.UniqueConstraint(fields=["series", "year", "urut"], name="one_place_once"),
                    models.UniqueConstraint(condition=models.Q(state="terbit"), fields=["document"], name="one_number_a_paper"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document", None), ("state", "dipesan"), models.Q(("reserved_for", ""), _negated=True)),
                            models.Q(
                                ("state", "terbit"),
                                models.Q(("document__isnull", False), models.Q(("reserved_for", ""), _negated=True), _connector="OR"),
                            ),
                            models.Q(("cancelled_at__isnull", False), ("state", "batal"), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="each_number_says_what_became_of_it",
                    ),
                ],
            },
        ),
        migrations.RunPython(keep_numbers, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(KEEP_ALL, FORGET),
        migrations.DeleteModel("OldNumberSeries"),
    ]
