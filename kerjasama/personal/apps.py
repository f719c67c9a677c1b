from django.apps import AppConfig


class PersonalConfig(AppConfig):
    name = "kerjasama.personal"
    label = "personal"

    def ready(self) -> None:
        """Name the kinds of data whose time can be over."""
        from .kinds import register_kinds

        register_kinds()
