"""The heads over the log: each day one number that stands for every entry up to then, sealed by the
region and told outside, so that nobody rewrites the log unseen.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC

from django.conf import settings
from django.core.mail import send_mail
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from kerjasama.logbook import seals
from kerjasama.logbook.models import LogEntry, LogHead
from kerjasama.logbook.witness import tell_witness


def make_head() -> LogHead | None:
    """Close the entries since the last head under a new one; None where there are none."""
    seals.put_on_record()
    before = LogHead.objects.first()
    after = before.last_entry if before else 0
    last = _last_entry()
    if last is None or last <= after:
        return None
    digests = list(digests_between(after, last))
    head = LogHead(
        number=before.number + 1 if before else 1,
        at=timezone.now(),
        last_entry=last,
        entries=len(digests),
        root=merkle_root(digests),
        previous=before.digest if before else "",
    )
    head.digest = digest_of_head(head)
    seal = seals.sign(head.digest.encode())
    if seal:
        head.seal, head.sealed_by = seal.signature, seal.name
    head.save()
    transaction.on_commit(lambda: tell_witness(head))
    transaction.on_commit(lambda: tell_outside(head, seal))
    return head


@transaction.atomic
def _last_entry() -> int | None:
    """The last entry, behind which none comes any more with a lower number: for this moment whoever
    writes waits, and is waited for.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT logbook_hold()")
    return LogEntry.objects.aggregate(last=Max("pk"))["last"]


def digests_between(after: int, last: int) -> Iterable[str]:
    """The digests of the entries behind `after` up to `last`, in their order."""
    rows = LogEntry.objects.filter(pk__gt=after, pk__lte=last).order_by("pk")
    return rows.values_list("digest", flat=True).iterator(chunk_size=10_000)


def merkle_root(digests: Iterable[str]) -> str:
    """The root of the tree over these digests; an odd one is carried up as it is."""
    level = [bytes.fromhex(digest) for digest in digests]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [hashlib.sha256(left + right).digest() for left, right in pairs]
        if len(level) % 2:
            above.append(level[-1])
        level = above
    return level[0].hex() if level else ""


def digest_of_head(head: LogHead) -> str:
    """What a head must carry: over the head before, its own place, its root and its moment."""
    return _digest_of(head, head.at.astimezone(UTC).isoformat())


def is_digest_of(head: LogHead) -> bool:
    """Whether it carries that, or as the first heads did all but the moment."""
    return head.digest in (digest_of_head(head), _digest_of(head))


def _digest_of(head: LogHead, *more: str) -> str:
    content = [head.previous, head.number, head.last_entry, head.entries, head.root, *more]
    return hashlib.sha256("|".join(map(str, content)).encode()).hexdigest()


def tell_outside(head: LogHead, seal: seals.Seal | None) -> None:
    """Mail the head to the addresses that keep it outside this installation."""
    if not settings.LOG_HEAD_ADDRESSES:
        return
    at = f"{timezone.localtime(head.at):%d-%m-%Y %H.%M %Z}"
    lines = [
        f"Sidik harian catatan nomor {head.number}, {at}",
        f"Entri sampai nomor {head.last_entry}; {head.entries} entri baru.",
        f"Sidik: {head.digest}",
        f"Akar: {head.root}",
        f"Disegel oleh: {head.sealed_by or 'tanpa segel'}",
        *([f"Sidik sertifikat segel: {seal.mark}"] if seal else []),
        "",
        "Simpan surel ini. Dengannya dapat dibuktikan bahwa catatan tidak ditulis ulang.",
    ]
    send_mail(
        f"Sidik harian catatan {head.number}: {head.digest[:16]}",
        "\n".join(lines),
        None,
        settings.LOG_HEAD_ADDRESSES,
        fail_silently=True,
    )
