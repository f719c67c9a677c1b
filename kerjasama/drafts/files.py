"""Files that were chosen in a form that was refused for something else: kept for some hours, used
again, dropped at will.
"""

import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import magic
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from kerjasama.uploads.judging import is_harmful

from .models import KeptFile

TOKEN, DROP = "_berkas_", "_buang_"
FIRST_RUN = "mulai"
COMPARED = "verifikasi-rinci"
MOST_OF_ONE = 12
# What the forms take at all; what is anything else is not kept, whatever its form says of it.
TYPES = (
    "application/pdf",
    "image/jpeg",
    "image/png",
    "image/heic",
    "image/heif",
    "application/zip",
    "application/vnd.",
    "text/",
    "application/csv",
)


def keep_upload(request: HttpRequest, upload: UploadedFile) -> KeptFile | None:
    """Keep this file for whoever sent it, judged by its content. None where it is not to be kept."""  # noqa: E501
    used = getattr(upload, "kept", None)
    if is_harmful(upload):
        forget_file(used)
        return None
    if used is not None or not may_keep_file(request):
        return used
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    too_large = len(content) > settings.UPLOAD_LIMIT_MB * 1024 * 1024
    if not content or too_large:
        return None
    if not magic.from_buffer(content[:4096], mime=True).startswith(TYPES):
        return None
    whose = owner_of_files(request)
    kept = KeptFile(
        **whose,
        name=(upload.name or "")[-200:],
        content_type=(upload.content_type or "")[:100],
        token=secrets.token_urlsafe(24),
        content=content,
        size=len(content),
        at=timezone.now(),
    )
    kept.save()
    newest_first = KeptFile.objects.filter(**whose).order_by("-at").values_list("pk", flat=True)
    KeptFile.objects.filter(pk__in=list(newest_first[MOST_OF_ONE:])).delete()
    return kept


def token_of_upload(request: HttpRequest, upload: UploadedFile) -> str:
    """The token under which this file is kept; "" where it is not to be kept."""
    kept = keep_upload(request, upload)
    return kept.token if kept else ""


def forget_file(kept: KeptFile | None) -> None:
    """Forget a file that was kept from an earlier try and is not to be offered again."""
    if kept is not None:
        kept.delete()


def may_keep_file(request: HttpRequest) -> bool:
    """Whoever is signed in, but for a file that is only compared; and the first run, which nobody
    else reaches.
    """
    name = request.resolver_match.url_name if request.resolver_match else ""
    if name == COMPARED:
        return False
    return request.user.is_authenticated or name == FIRST_RUN


def owner_of_files(request: HttpRequest) -> dict[str, Any]:
    """Whose the kept files are, as fields of KeptFile: the person's, else the session's, which is
    begun for that.
    """
    if request.user.is_authenticated:
        return {"person": request.user}
    if not request.session.session_key:
        request.session.create()
    return {"person": None, "session": request.session.session_key}


def kept_files_of(request: HttpRequest) -> QuerySet[KeptFile]:
    """The files that are kept for whoever asks."""
    if request.user.is_authenticated:
        return KeptFile.objects.filter(person=request.user)
    return KeptFile.objects.filter(person=None, session=request.session.session_key or "-")


def give_back_files(request: HttpRequest) -> list[KeptFile]:
    """Put the kept files into what was sent, where no other was chosen; take our own fields out of
    it.
    """
    ours = [name for name in request.POST if name.startswith((TOKEN, DROP))]
    if not ours:
        return []
    given = []
    for name in ours:
        field = name.removeprefix(TOKEN)
        is_dropped = DROP + field in request.POST or not name.startswith(TOKEN)
        if not is_dropped and field not in request.FILES:
            tokens = [token.replace("\0", "") for token in request.POST.getlist(name)]
            rows = list(kept_files_of(request).filter(token__in=tokens))
            request.FILES.setlist(field, [_upload(row) for row in rows])
            given += rows
    drop_posted(request, ours)
    return given


def _upload(row: KeptFile) -> SimpleUploadedFile:
    upload = SimpleUploadedFile(row.name, bytes(row.content), row.content_type)
    upload.kept = row  # type: ignore[attr-defined]
    return upload


def purge_kept_files() -> int:
    """Forget files that nobody came back for. Returns how many rows went."""
    old = timezone.now() - timedelta(hours=settings.KEPT_FILE_HOURS)
    return KeptFile.objects.filter(at__lt=old).delete()[0]


def drop_posted(request: HttpRequest, names: Iterable[str]) -> None:
    """Take these names out of what was sent, before a view looks at it."""
    posted: Any = request.POST.copy()
    for name in names:
        del posted[name]
    posted._mutable = False
    request.POST = posted
