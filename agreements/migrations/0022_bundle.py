import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("agreements", "0021_seals")]

    operations = [
        migrations.CreateModel(
            "Bundle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(choices=[("zip", "ZIP"), ("pdf", "PDF gabungan")], max_length=5, verbose_name="bentuk")),
                ("state", models.CharField(choices=[("antre", "Sedang dibuat"), ("siap", "Siap"), ("gagal", "Gagal dibuat")], default="antre", max_length=10)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("missing", models.PositiveIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("requested_at", models.DateTimeField(auto_now_add=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("worked_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("agreement", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="bundles", to="agreements.agreement")),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("state", "antre")), fields=("agreement", "form"), name="one_bundle_in_the_making")
                ],
            },
        ),
    ]
