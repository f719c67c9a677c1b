from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from kerjasama.accounts.models import Membership


class NoticesConfig(AppConfig):
    name = "kerjasama.notices"
    label = "notices"

    def ready(self) -> None:
        """Let lists of tasks follow when somebody loses a role."""
        from django.db.models.signals import post_delete, post_save

        post_delete.connect(close_what_was_theirs, sender="accounts.Membership")
        post_save.connect(close_when_ended, sender="accounts.Membership")


def close_when_ended(instance: "Membership", **_: Any) -> None:
    """A seat that is over by now brings nothing more."""
    if instance.is_over:
        close_what_was_theirs(instance)


def close_what_was_theirs(instance: "Membership", **_: Any) -> None:
    """Who loses a seat sees at once no more of what it brought; what another seat brings is shown
    again by the next minute.
    """
    from django.utils import timezone

    from .models import Changed, Notice

    theirs = Notice.objects.filter(user_id=instance.user_id, done_at=None, is_task=True)
    places = {about for about in theirs.values_list("about", flat=True) if about}
    theirs.update(done_at=timezone.now())
    marks = [about.rsplit("/", 1) for about in sorted(places)]
    Changed.objects.bulk_create(
        [Changed(topic=topic, key=int(key)) for topic, key in marks], batch_size=1000
    )
