from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0006_events_are_never_emptied'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='clock',
            name='one_holder_at_a_time',
        ),
        migrations.AddConstraint(
            model_name='clock',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('agreement', 'owner'), name='one_clock_per_holder'),
        ),
    ]
