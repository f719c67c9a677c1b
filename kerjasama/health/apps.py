from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "kerjasama.health"
    label = "health"

    def ready(self) -> None:
        """Register what there is to read, and who is told of what is wrong."""
        from . import alerts, basics  # noqa: F401
