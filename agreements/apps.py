from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate, post_save

        from . import checks  # noqa: F401  registers the proof of the tracks
        from .documents import numbering, renewals, withdrawing  # noqa: F401  register what becomes of papers
        from .monitoring import (  # noqa: F401  register what is owed and what is told
            confirming,
            dates,
            discussing,
            ending,
            expiring,
            outcomes,
            plans,
            reviewing,
            signing,
            telling,
            turns,
            unit_changes,
            vacancies,
        )
        from .workflow.engine import settle_cases_of

        post_save.connect(lambda instance, **_: settle_cases_of(instance), sender="partners.Partner", weak=False)
        post_save.connect(tell_what_was_done, sender="agreements.StageEvent")
        post_save.connect(tell_whose_turn_it_is, sender="agreements.Agreement")
        post_save.connect(follow_signing, sender="agreements.Evidence")
        from . import sight  # noqa: F401  registers who sees what was typed

        post_migrate.connect(lambda **_: numbering.make_series(), sender=self, weak=False)


def tell_what_was_done(instance, created=False, **_) -> None:
    """Once an act is committed, close what it did and tell who goes on."""
    if created:
        _tell_on_commit(instance.agreement_id)


def tell_whose_turn_it_is(instance, update_fields=None, **_) -> None:
    """Also where no act, but silence or a finished paper gave somebody the turn."""
    if update_fields and "holders" in update_fields:
        _tell_on_commit(instance.pk)


def _tell_on_commit(agreement_id: int) -> None:
    """Should it fail or be busy, the mark that the database made brings it to the next minute."""
    from functools import partial

    from django.db import transaction

    from kerjasama.notices.telling import tell_now

    from .monitoring.turns import CASE

    transaction.on_commit(partial(tell_now, CASE, agreement_id), robust=True)


def follow_signing(instance, created=False, **_) -> None:
    """In the same transaction: what was signed has originals and owes what it says; later records say where the originals went."""
    from .monitoring import agreed, originals

    if created:
        originals.follow(instance)
        if instance.corrects_id is None:
            agreed.follow(instance)
