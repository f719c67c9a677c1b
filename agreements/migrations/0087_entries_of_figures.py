from django.db import migrations

# Read as in agreements/monitoring/duties/freshness.py when this was written.
TYPED = (
    "alasan alih_teknologi analisis_dampak clauses hubungan_masyarakat kementerian_pengampu "
    "kesetaraan kesimpulan latar_belakang maksud_tujuan maksud_tujuan_en manfaat naskah_induk "
    "objek pembiayaan pemetaan penyelesaian program ruang_lingkup ruang_lingkup_en "
    "saling_melengkapi sasaran tempat_ttd title_en "
)
ENTRIES_OF_FIGURES = """
CREATE INDEX entries_of_figures ON logbook_logentry (id) WHERE
stream IN ('accounts_regionprofile', 'accounts_unit', 'agreements_activity',
    'agreements_agreement', 'agreements_agreement_supporters', 'agreements_agreementduty',
    'agreements_dayoff', 'agreements_decision', 'agreements_document', 'agreements_evidence',
    'agreements_exemption', 'agreements_fulfilment', 'agreements_indicator',
    'agreements_listdecree', 'agreements_localnormchoice', 'agreements_mappeditem',
    'agreements_mapping', 'agreements_party', 'agreements_progress', 'agreements_radarsetting',
    'agreements_report', 'agreements_signing', 'agreements_termsetting', 'agreements_wajibrecord',
    'partners_partner') AND NOT (
    stream = 'agreements_agreement' AND action = 'ubah'
        AND detail - '{TYPED}'::text[] = '{}'
)
""".replace("TYPED", ",".join(TYPED.split()))


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0086_indexes_of_lists"),
        ("logbook", "0001_log_of_all_writes"),
    ]
    operations = [migrations.RunSQL(ENTRIES_OF_FIGURES, "DROP INDEX entries_of_figures")]
