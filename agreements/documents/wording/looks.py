"""What changed in a naskah since a person last read it."""

from typing import NamedTuple

from django.db import transaction

from agreements.documents.kinds import KINDS
from agreements.documents.wording import annex_texts, kept_trees, redline, versions
from agreements.models import Agreement, DraftVersion, NaskahLook
from agreements.naskah.stored import load_naskah
from agreements.workflow import guarding
from kerjasama.accounts.models import User


class News(NamedTuple):
    """What a person has not read yet: since which look, and each Pasal and lampiran that reads
    otherwise by now.
    """

    look: NaskahLook | None
    rows: list[redline.DiffRow]

    @property
    def ids(self) -> set[str]:
        """The Pasal and lampiran, in whatever language they changed."""
        return {kept_trees.split_part_in(row.part)[0] for row in self.rows}


@transaction.atomic
def note_look(agreement_id: int, kind: str, user: User, seen: str) -> NaskahLook:
    """Note that this person read the naskah as it stands. `seen` is the mark of what the page
    showed; raises Refused where it says something else by now.
    """
    agreement = guarding.lock_running_case(agreement_id)
    kind = KINDS[kind].base
    version = versions.keep_version(agreement, kind, user)
    guarding.refuse_if(seen != version.content_hash, guarding.STALE)
    look, _ = NaskahLook.objects.update_or_create(
        agreement=agreement, kind=kind, by=user, defaults={"version": version}
    )
    return look


def news_for(user: User, agreement: Agreement, kind: str) -> News:
    """What changed in the naskah since this person last read it; nothing where he never did."""
    looks = agreement.looks.filter(kind=KINDS[kind].base, by=user).select_related("version")
    look = looks.first()
    if look is None:
        return News(None, [])
    rows = redline.compare_texts(look.version.texts, versions.current_clauses_of(kind, agreement))
    before = annexes_of_version(kind, agreement, look.version)
    now = annex_texts.annex_texts_of(kind, agreement, kept_trees.tree_kept_of(kind, agreement))
    annexes = redline.compare_named(before, now)
    return News(look, [row for row in (*rows, *annexes) if row.changed])


def annexes_of_version(
    kind: str, agreement: Agreement, version: DraftVersion
) -> list[redline.NamedText]:
    """The lampiran of a version; what a partner sent back has those of the version that was sent,
    for only words of Pasal are read from it.
    """
    kept = version.tree or (version.base and version.base.tree)
    return annex_texts.annex_texts_of(kind, agreement, load_naskah(kept) if kept else None)
