from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "kerjasama.accounts"
    label = "accounts"

    def ready(self) -> None:
        """A session begins with the sign-in, also before the first request of a process."""
        from .sessions import begin_session

        user_logged_in.connect(begin_session, dispatch_uid="session_begins")
