from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate, post_save

        from . import checks  # noqa: F401  registers the proof of the tracks
        from .documents import numbering
        from .workflow.engine import settle_cases_of

        post_save.connect(lambda instance, **_: settle_cases_of(instance), sender="partners.Partner", weak=False)
        post_migrate.connect(lambda **_: numbering.make_series(), sender=self, weak=False)
