"""Hapus isi berkas: the file whose content may go, why, and who still has to agree."""

from dataclasses import dataclass

from agreements.documents import content_removal
from agreements.documents.content_removal import Keeper
from agreements.forms.reasons import WhyForm
from agreements.models import ContentRemoval
from kerjasama.accounts.models import User


@dataclass(frozen=True)
class RemovalPage:
    """A file with the removal of its content as it stands; `elsewhere` is in how many other places
    the same bytes are kept.
    """

    row: Keeper
    name: str
    removal: ContentRemoval | None
    form: WhyForm
    elsewhere: int
    may_confirm: bool
    is_mine: bool


def build_removal_page(
    user: User, row: Keeper, removal: ContentRemoval | None, form: WhyForm
) -> RemovalPage:
    """The page of one file, with the form as it was typed."""
    return RemovalPage(
        row=row,
        name=getattr(row, "file_name", "") or str(row),
        removal=removal,
        form=form,
        elsewhere=content_removal.count_other_keepers(row),
        may_confirm=removal is not None and content_removal.may_confirm_removal(user, removal),
        is_mine=removal is not None and user.is_same_person(removal.by),
    )
