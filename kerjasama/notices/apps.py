from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "kerjasama.notices"
    label = "notices"

    def ready(self) -> None:
        from django.db.models.signals import post_delete

        post_delete.connect(close_what_was_theirs, sender="accounts.Membership")


def close_what_was_theirs(instance, **_) -> None:
    """Who loses a seat sees at once no more of what it brought; what stays is shown again by the next comparison."""
    from django.utils import timezone

    from .models import Notice

    Notice.objects.filter(user_id=instance.user_id, done_at=None, is_task=True).update(done_at=timezone.now())
