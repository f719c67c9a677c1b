"""What comes in a burst (an import, a new year, a first run) is told as one line for each person,
not as hundreds.
"""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from .models import BUNDLES, Notice
from .posting import send_out
from .sources import Many, prefix_of, sums_up

# More new things of one sort than this are one line.
MOST_SINGLE = 30
SHOWN = ("user_id", "kind", "key", "read_at")


@transaction.atomic
def announce_findings() -> int:
    """Tell what was found and not told yet: one by one, or summed up. Returns how many lines that
    makes.
    """
    fresh = Notice.objects.filter(is_announced=False)
    groups: dict[tuple[int, str], list[Notice]] = defaultdict(list)
    for row in fresh.only(*SHOWN).select_for_update(skip_locked=True):
        groups[row.user_id, prefix_of(row.key)].append(row)
    lines: list[Notice] = []
    for (_, prefix), rows in sorted(groups.items()):
        many = sums_up(prefix)
        if many and len(rows) > MOST_SINGLE:
            lines.append(_sum_up(prefix, many, rows))
        else:
            lines += rows
    told = [row.pk for rows in groups.values() for row in rows]
    Notice.objects.filter(pk__in=told).update(is_announced=True)
    send_out([line for line in lines if line.read_at is None])
    return len(lines)


def _sum_up(prefix: str, many: Many, rows: list[Notice]) -> Notice:
    now, count = timezone.now(), len(rows)
    line = Notice.objects.create(
        user_id=rows[0].user_id,
        kind=rows[0].kind,
        key=f"{BUNDLES}{prefix}{now:%s%f}",
        subject=f"{count} {many.words}".replace(",", "."),
        text=(
            "Datang sekaligus, jadi diberitahukan dalam satu baris. Buka daftarnya untuk"
            " mengerjakannya satu per satu."
        ),
        url=many.url(),
        created_at=now,
    )
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(bundle=line)
    return line
