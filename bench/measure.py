"""What the pages cost with few and with many agreements. Prints a table and exits 1 when a target is missed."""

import gc
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from services import services

SIZES = (1_000, 10_000)
RUNS, WARM_UP = 15, 3
GROWTH, KILOBYTES = 1.3, 150
CPU_MS = {"daftar": 33, "berkas": 54}  # a tenth of what the best open peer needs for its list and its detail
SLACK_MS = 5  # for SQL, where a count over ten times the rows takes a millisecond or two more


@dataclass(frozen=True)
class Cost:
    queries: int
    sql: float
    cpu: float
    size: int


class Meter:
    """Counts and times what one connection executes."""

    def __init__(self):
        self.queries, self.seconds = 0, 0.0

    def __call__(self, execute, sql, params, many, context):
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries, self.seconds = self.queries + 1, self.seconds + time.perf_counter() - start


def measure(client, url: str) -> Cost:
    """The medians of several requests, after some that fill the caches."""
    from django.db import connection

    costs = []
    for _ in range(WARM_UP + RUNS):
        gc.collect()
        meter, start = Meter(), time.process_time()
        with connection.execute_wrapper(meter):
            answer = client.get(url)
        cpu = time.process_time() - start
        if answer.status_code != 200:
            sys.exit(f"{url}: {answer.status_code}")
        costs.append(Cost(meter.queries, meter.seconds * 1000, cpu * 1000, len(answer.content)))
    costs = costs[WARM_UP:]
    return Cost(
        max(cost.queries for cost in costs),
        statistics.median(cost.sql for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        max(cost.size for cost in costs),
    )


def addresses(user) -> dict[str, str]:
    """The pages; the cases are the same ones at every size, one of them with the longest history."""
    from django.db.models import Count
    from django.urls import reverse

    from agreements.models import Agreement

    first = Agreement.objects.order_by("pk").values("pk")[: SIZES[0]]
    seen = Agreement.objects.visible_to(user).running().filter(pk__in=first)
    longest = seen.annotate(length=Count("events")).order_by("-length", "pk").values_list("pk", flat=True)[0]
    fresh = seen.filter(stage_code="persiapan").order_by("pk").values_list("pk", flat=True)[0]
    register = reverse("daftar")
    return {
        "daftar": register,
        "daftar, lewat tenggat": f"{register}?tugas=lewat",
        "daftar, disaring": f"{register}?tugas=lewat&status=berjalan&jalur=sinergi&urut=tahap",
        "daftar, per urusan": f"{register}?urusan=16&urut=judul",
        "cari": f"{register}?q=perpustakaan",
        "cari mitra": f"{register}?q=kementerian",
        "berkas": reverse("kerja-sama", args=[longest]),
        "berkas, persiapan": reverse("kerja-sama", args=[fresh]),
        "beranda": reverse("beranda"),
        "dasbor": reverse("dasbor"),
    }


def load(total: int) -> None:
    from django.db import connection

    from agreements.models import Agreement
    from bench.generate import generate

    start = time.perf_counter()
    generate(total - Agreement.objects.count())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"{total} agreements, loaded in {time.perf_counter() - start:.0f} s", flush=True)


def measure_all() -> dict[tuple[str, str], Cost]:
    from django.test import Client

    from kerjasama.accounts.models import User

    costs = {("-", "kosong"): measure(Client(), "/kosong/")}
    for name in ("sekda", "staf"):
        user, client = User.objects.get(username=name), Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        costs |= {(name, page): measure(client, url) for page, url in addresses(user).items()}
    return costs


def faults(page: str, few: Cost, many: Cost) -> list[str]:
    """The targets that a page misses."""
    misses = {
        "queries grow": many.queries > few.queries,
        "SQL grows": many.sql > few.sql * GROWTH + SLACK_MS,
        "CPU grows": many.cpu > few.cpu * GROWTH,
        "too many bytes": many.size > KILOBYTES * 1000,
        "too much CPU": many.cpu > CPU_MS.get(page.split(",")[0], sum(CPU_MS.values())),
    }
    return [name for name, missed in misses.items() if missed]


def table(few: dict, many: dict) -> bool:
    bare = many["-", "kosong"].cpu
    heads = ("queries", 7), ("SQL ms", 7), ("growth", 6), ("CPU ms", 7), ("growth", 6), ("x bare", 6), ("bytes", 7)
    print(f"\n{'who':6} {'page':22}", *(head.rjust(width) for head, width in heads), " target")
    passed = True
    for (who, page), cost in many.items():
        before, missed = few[who, page], faults(page, few[who, page], cost)
        passed = passed and not missed
        growth = [now / then if then else 1 for now, then in ((cost.sql, before.sql), (cost.cpu, before.cpu))]
        print(
            f"{who:6} {page:22} {cost.queries:7} {cost.sql:7.1f} {growth[0]:6.2f} {cost.cpu:7.1f} {growth[1]:6.2f}"
            f" {cost.cpu / bare:6.1f} {cost.size:7}  {', '.join(missed) or 'ok'}"
        )
    return passed


def main() -> int:
    with tempfile.TemporaryDirectory() as data, services(Path(data)) as env:
        os.environ.update(env, DJANGO_SETTINGS_MODULE="kerjasama.settings")
        import django
        from django.conf import settings
        from django.core.management import call_command

        django.setup()
        settings.ROOT_URLCONF = "bench.urls"
        call_command("migrate", verbosity=0)
        results = []
        for total in SIZES:
            load(total)
            results.append(measure_all())
        return 0 if table(*results) else 1


if __name__ == "__main__":
    sys.exit(main())
