"""The files of lampiran: kept when they are brought, and shown by no naskah but that of their
case.
"""

from typing import NamedTuple

from agreements.documents import store
from agreements.models import Agreement, AnnexUpload
from agreements.naskah.blocks import AnnexFile, NaskahText
from agreements.workflow.guarding import refuse_if
from kerjasama.accounts.models import User

STRANGE = "Berkas lampiran itu bukan milik kerja sama ini. Unggah berkasnya di sini."


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
    """Raises Refused where an annex shows a file that was not brought to this case."""
    shown = {annex.file.sha256 for annex in tree.annexes if annex.file}
    if shown:
        known = agreement.annexes.filter(sha256__in=shown).values_list("sha256", flat=True)
        refuse_if(shown != set(known), STRANGE)
