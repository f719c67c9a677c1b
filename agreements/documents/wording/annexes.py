"""The files of lampiran: kept when they are brought, and shown by no naskah but that of their
case.
"""

from typing import NamedTuple

from agreements.documents import store
from agreements.models import Agreement, AnnexUpload
from agreements.naskah.blocks import AnnexFile, NaskahText
from agreements.naskah.stored import load_naskah
from agreements.workflow.guarding import refuse_if
from agreements.workflow.removals import days_of_removals
from kerjasama.accounts.models import User

STRANGE = "Berkas lampiran itu bukan milik kerja sama ini. Unggah berkasnya di sini."
REMOVED = "Isi berkas lampiran itu sudah dihapus dari kerja sama ini. Unggah berkas lain."


class Brought(NamedTuple):
    """A file as it came, judged already."""

    content: bytes
    name: str
    pages: int


def keep_annex_file(agreement: Agreement, kind: str, user: User, brought: Brought) -> AnnexFile:
    """Keep the file, and give what the tree says of it."""
    sha256 = store.store_bytes(brought.content)
    AnnexUpload.objects.create(
        agreement=agreement,
        kind=kind,
        sha256=sha256,
        file_name=brought.name,
        pages=brought.pages,
        by=user,
    )
    return AnnexFile(sha256, brought.name, brought.pages)


def require_own_files(agreement: Agreement, tree: NaskahText) -> None:
    """Raises Refused where an annex shows a file that was not brought to this case, or anew one
    whose content was taken away. One that stood there already goes on as what it was.
    """
    shown = files_of(tree)
    if shown:
        known = agreement.annexes.filter(sha256__in=shown).values_list("sha256", flat=True)
        refuse_if(shown != set(known), STRANGE)
        stood = {sha for kept in agreement.trees.values() for sha in files_of(load_naskah(kept))}
        refuse_if(bool(days_of_removals(agreement, shown - stood)), REMOVED)


def files_of(tree: NaskahText) -> set[str]:
    """The files that its lampiran show."""
    return {annex.file.sha256 for annex in tree.annexes if annex.file}
