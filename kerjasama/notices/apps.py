from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "kerjasama.notices"
    label = "notices"

    def ready(self) -> None:
        from django.db import transaction
        from django.db.models.signals import post_delete

        from .telling import tell_what_is_new

        # Who loses a seat sees at once no more of what it brought; all else is a matter of the next minute.
        post_delete.connect(lambda **_: transaction.on_commit(tell_what_is_new, robust=True), sender="accounts.Membership", weak=False)
