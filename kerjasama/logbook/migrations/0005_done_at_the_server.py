from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('logbook', '0004_disposals_are_told'),
    ]

    operations = [
        migrations.AlterField(
            model_name='logentry',
            name='action',
            field=models.CharField(choices=[('tambah', 'Ditambahkan'), ('ubah', 'Diubah'), ('hapus', 'Dihapus'), ('awal', 'Keadaan awal'), ('baca', 'Dibaca'), ('segel', 'Segel dipasang'), ('rilis', 'Program diperbarui'), ('musnah', 'Dimusnahkan'), ('server', 'Dilakukan dari server')], max_length=6),
        ),
    ]
