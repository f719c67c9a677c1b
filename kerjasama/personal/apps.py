from django.apps import AppConfig


class PersonalConfig(AppConfig):
    name = "kerjasama.personal"
    label = "personal"

    def ready(self) -> None:
        """Name the kinds of data whose time can be over, and where people are named."""
        from .kinds import register_kinds
        from .naming import register_places

        register_kinds()
        register_places()
