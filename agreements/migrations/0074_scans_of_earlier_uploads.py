from django.db import migrations

# What people had handed in before there was a scanner waits for it; what the program made itself,
# and registers that were only read, do not.
UPLOADS = (
    "agreements_disputerecord",
    "agreements_evidence",
    "agreements_fulfilment",
    "agreements_partnerpaper",
    "agreements_progress",
    "agreements_proposedcorrection",
)
SQL = """
INSERT INTO uploads_filescan (sha256, verdict, finding, at)
SELECT DISTINCT sha256, 'belum', '', now() FROM ({}) AS earlier WHERE sha256 <> ''
ON CONFLICT DO NOTHING
""".format(" UNION ALL ".join(f"SELECT sha256 FROM {table}" for table in UPLOADS))


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0073_exemptions"),
        ("uploads", "0001_file_scans"),
    ]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
