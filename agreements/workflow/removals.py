"""A row that repeats the file of another says of its content what is said of the other's."""

from django.db.models import Model

from agreements.models import ContentRemoval, ProposalState


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
