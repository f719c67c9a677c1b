from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate, post_save

        from kerjasama.drafts.subjects import SIGHT

        from . import checks  # noqa: F401  registers the proof of the tracks
        from .documents import numbering, withdrawing  # noqa: F401  registers what becomes of papers whose act is taken back
        from .monitoring import ending, expiring, telling  # noqa: F401  register what is owed at an end, and what people are told of
        from .sight import may_see
        from .workflow.engine import settle_cases_of

        SIGHT.append(may_see)
        post_save.connect(lambda instance, **_: settle_cases_of(instance), sender="partners.Partner", weak=False)
        post_save.connect(tell_when_settled, sender="agreements.Agreement", weak=False)
        post_save.connect(tell_when_decided, sender="agreements.Decision")
        post_save.connect(follow_signing, sender="agreements.Evidence")
        post_migrate.connect(lambda **_: numbering.make_series(), sender=self, weak=False)


def tell_when_settled(instance, update_fields=None, **_) -> None:
    """Once an act is committed, close and tell turns; should that fail, the next minute does it."""
    from functools import partial

    from django.db import transaction

    from .monitoring.telling import tell_turns_of

    if update_fields and "holders" in update_fields:
        transaction.on_commit(partial(tell_turns_of, instance.pk), robust=True)


def tell_when_decided(instance, **_) -> None:
    """Once a decision is committed, close what asked for it; should that fail, the next minute does it."""
    from functools import partial

    from django.db import transaction

    from .monitoring.expiring import tell_ending_of

    transaction.on_commit(partial(tell_ending_of, instance.agreement_id), robust=True)


def follow_signing(instance, created=False, **_) -> None:
    """In the same transaction: what was signed has originals and owes what it says; later records say where the originals went."""
    from .monitoring import agreed, originals

    if created:
        originals.follow(instance)
        agreed.follow(instance)
