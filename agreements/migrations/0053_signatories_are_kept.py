import json
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import migrations, models

# The kinds of paper that all parties sign.
NASKAH = (
    *("kesepakatan_bersama", "perjanjian_kerja_sama", "nota_kesepakatan", "naskah_kerja_sama"),
    *("pernyataan_kehendak", "rencana_tahunan", "adendum", "amandemen", "perpanjangan"),
    *("perpanjangan_ln", "ba_pengakhiran", "ba_pengakhiran_ln"),
)
UNKNOWN = "Jabatan tidak diketahui; lihat naskahnya"
NOT_SHOWN = {"office": "Perseorangan", "party": "nama tidak ditampilkan"}


def read_parties(apps, schema_editor):
    """Of a naskah from before, the parties that its PDF itself names; whatever it does not tell
    stays unknown, and nothing is guessed from the data of today.
    """
    documents = apps.get_model("agreements", "Document").objects
    finals = documents.filter(kind__in=NASKAH, draft=False, state="siap").exclude(sha256="")
    for pk, sha256 in finals.values_list("pk", "sha256").iterator():
        if kept := _parties_in(Path(settings.MEDIA_ROOT) / sha256[:2] / sha256):
            documents.filter(pk=pk).update(signatories=kept)


def _parties_in(path):
    """What the data inside the PDF says of its parties; empty where it cannot be read."""
    import pikepdf

    with suppress(OSError, pikepdf.PdfError, ValueError, KeyError):
        with pikepdf.open(path) as pdf:
            content = pdf.attachments["kerja-sama.json"].get_file().read_bytes()
        return [_kept(party) for party in json.loads(content)["pihak"]]
    return []


def _kept(party):
    if party["jenis"] == "perseorangan":
        return NOT_SHOWN
    return {"office": UNKNOWN, "party": party["nama"]}


class Migration(migrations.Migration):
    dependencies = [("agreements", "0052_parties_are_rows")]

    operations = [
        migrations.AddField("document", "signatories", models.JSONField(default=list)),
        migrations.RunPython(read_parties, migrations.RunPython.noop),
    ]
