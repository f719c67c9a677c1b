"""A row that repeats the file of another says of its content what is said of the other's."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Model
from django.utils import timezone

from agreements.models import Agreement, ContentRemoval, ProposalState


def days_of_removals(agreement: Agreement, digests: Iterable[str]) -> dict[str, date]:
    """Which of these contents two people took away from the case, and on which day. Asks nothing
    where there are none.
    """
    asked = set(digests)
    if not asked:
        return {}
    done = ContentRemoval.objects.filter(
        agreement=agreement, digest__in=asked, state=ProposalState.CONFIRMED
    )
    return {
        digest: timezone.localdate(at)
        for digest, at in done.order_by("decided_at").values_list("digest", "decided_at")
        if at is not None
    }


def carry_over(old: Model | None, new: Model) -> None:
    """What was taken away from the old row is not there in the new one either, which bears the same
    file. Expects the row lock.
    """
    if old is None or old.pk == new.pk or not new.sha256:  # type: ignore[attr-defined]
        return
    of_old = ContentRemoval.objects.filter(
        model=old._meta.model_name, row=old.pk, state=ProposalState.CONFIRMED
    )
    removal = of_old.filter(digest=new.sha256).first()  # type: ignore[attr-defined]
    if removal:
        repeat_removal(removal, new)


def repeat_removal(removal: ContentRemoval, row: Model) -> None:
    """Say the same of another row."""
    told = {
        name: getattr(removal, name)
        for name in (
            "agreement",
            "digest",
            "reason",
            "by",
            "by_role",
            "state",
            "decided_by",
            "decided_at",
        )
    }
    name = getattr(row, "file_name", "") or removal.file_name
    ContentRemoval.objects.create(
        model=str(row._meta.model_name), row=row.pk, file_name=name, **told
    )
