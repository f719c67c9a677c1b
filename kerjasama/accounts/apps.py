from celery.signals import task_prerun
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.core.signals import request_started


class AccountsConfig(AppConfig):
    name = "kerjasama.accounts"
    label = "accounts"

    def ready(self) -> None:
        """A session begins with the sign-in, also before the first request of a process."""
        from .sessions import begin_session

        user_logged_in.connect(begin_session, dispatch_uid="session_begins")
        request_started.connect(_learn_level, dispatch_uid="level_is_learnt")
        task_prerun.connect(_learn_level, dispatch_uid="level_is_learnt")


def _learn_level(**_: object) -> None:
    """A process reads once of what level the region is; later each page does."""
    from .levels import is_level_known
    from .models import RegionProfile

    if not is_level_known():
        RegionProfile.current()
