from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers the proof of the tracks
