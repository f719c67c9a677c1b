from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0004_after_review'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='agreement',
            name='agreement_state_stage',
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(fields=['state', 'stage_code', 'track_code'], include=('id', 'owner', 'holders', 'term_key', 'term_from', 'urusan'), name='agreement_standing'),
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(fields=['owner', '-created_at', '-id'], name='agreement_of_unit'),
        ),
    ]
