"""Heads become officials with a period of office."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
from datetime import date

from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


# Since when they hold their office was not recorded; this is the day from which units are valid by default.
SINCE = date(2017, 1, 1)


def keep_heads(apps, schema_editor):
    Official = apps.get_model("accounts", "Official")
    rows = []
    for region in apps.get_model("accounts", "RegionProfile").objects.all():
        rows.append(Official(office="kepala_daerah", name=region.head_name, since=SINCE))
        rows.append(Official(office="sekda", name=region.secretary_name, rank=region.secretary_rank, nip=region.secretary_nip, since=SINCE))
    for unit in apps.get_model("accounts", "Unit").objects.all():
        rows.append(
            Official(
                office="kepala_unit",
                unit=unit,
                name=unit.head_name,
                rank=unit.head_rank,
                nip=unit.head_nip,
                since=unit.valid_from,
                until=unit.valid_to,
            )
        )
    Official.objects.bulk_create(row for row in rows if row.name)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_after_review'),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='sejak')),
                ('until', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('papers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None, verbose_name='surat')),
                ('office', models.CharField(choices=[('kepala_daerah', 'Kepala daerah'), ('sekda', 'Sekretaris Daerah'), ('kepala_unit', 'Kepala unit')], max_length=20, verbose_name='ditandatangani oleh')),
                ('below_secretary', models.BooleanField(default=False, verbose_name='untuk beliau (u.b.) Sekretaris Daerah')),
                ('basis', models.CharField(max_length=200, verbose_name='dasar')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.unit', verbose_name='unit')),
            ],
            options={
                'ordering': ['-since', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Official',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='sejak')),
                ('until', models.DateField(blank=True, null=True, verbose_name='sampai')),
                ('office', models.CharField(choices=[('kepala_daerah', 'Kepala daerah'), ('sekda', 'Sekretaris Daerah'), ('kepala_unit', 'Kepala unit')], max_length=20, verbose_name='jabatan')),
                ('capacity', models.CharField(choices=[('definitif', 'Definitif'), ('Pj.', 'Penjabat (Pj.)'), ('Plt.', 'Pelaksana Tugas (Plt.)'), ('Plh.', 'Pelaksana Harian (Plh.)')], default='definitif', max_length=10, verbose_name='sebagai')),
                ('name', models.CharField(max_length=150, verbose_name='nama')),
                ('rank', models.CharField(blank=True, max_length=100, verbose_name='pangkat/golongan')),
                ('nip', models.CharField(blank=True, max_length=18, validators=[django.core.validators.RegexValidator('^\\d{18}$', 'NIP terdiri atas 18 angka.')], verbose_name='NIP')),
                ('order_number', models.CharField(blank=True, max_length=150, verbose_name='surat penunjukan')),
                ('order_date', models.DateField(blank=True, null=True, verbose_name='tanggal surat penunjukan')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='officials', to='accounts.unit', verbose_name='unit')),
            ],
            options={
                'ordering': ['office', 'unit__name', '-since', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='official_dates_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('office', 'kepala_unit'), ('unit__isnull', False)), models.Q(models.Q(('office', 'kepala_unit'), _negated=True), ('unit', None)), _connector='OR'), name='unit_heads_have_a_unit', violation_error_message='Pilih unit hanya untuk kepala unit.'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('capacity__in', ('definitif', 'Pj.'))), expressions=[('office', '='), (django.db.models.functions.comparison.Coalesce('unit', 0), '='), (models.Func('since', 'until', models.Value('[]'), function='daterange'), '&&')], name='one_official_at_a_time', violation_error_message='Masa jabatan ini bertumpang tindih dengan pejabat lain pada jabatan yang sama. Akhiri masa jabatan yang lama lebih dahulu.'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('capacity__in', ('Plt.', 'Plh.'))), expressions=[('office', '='), (django.db.models.functions.comparison.Coalesce('unit', 0), '='), (models.Func('since', 'until', models.Value('[]'), function='daterange'), '&&')], name='one_stand_in_at_a_time', violation_error_message='Masa jabatan ini bertumpang tindih dengan pejabat lain pada jabatan yang sama. Akhiri masa jabatan yang lama lebih dahulu.')],
            },
        ),
        migrations.RunPython(keep_heads, migrations.RunPython.noop),
        migrations.RunSQL('SET CONSTRAINTS ALL IMMEDIATE', migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name='regionprofile',
            name='head_name',
        ),
        migrations.RemoveField(
            model_name='regionprofile',
            name='secretary_name',
        ),
        migrations.RemoveField(
            model_name='regionprofile',
            name='secretary_nip',
        ),
        migrations.RemoveField(
            model_name='regionprofile',
            name='secretary_rank',
        ),
        migrations.RemoveField(
            model_name='unit',
            name='head_name',
        ),
        migrations.RemoveField(
            model_name='unit',
            name='head_nip',
        ),
        migrations.RemoveField(
            model_name='unit',
            name='head_rank',
        ),
    ]
