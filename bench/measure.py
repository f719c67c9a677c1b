"""What the pages cost with few and with many agreements. Prints a table and exits 1 when a target
is missed.
"""

import gc
import os
import statistics
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .throwaway import throwaway

SIZES = FEW, MANY = 1_000, 10_000
ROUNDS, WARM_UP, RUNS = 5, 2, 5
GROWTH, KILOBYTES = 1.3, 150
SLACK_MS = (
    10  # for the database: an exact count over ten times the rows takes some milliseconds more
)
# A tenth of what the best open peer needs for its list and for its detail page; the other pages may
# not cost more than the latter.
LIST_MS, DETAIL_MS = 33, 54


@dataclass(frozen=True)
class Page:
    name: str
    url: str
    web_ms: float = DETAIL_MS
    is_cold: bool = False  # finds the caches empty; its growth is shown, not judged


@dataclass(frozen=True)
class Cost:
    """Of one request: CPU is what our process and the database's used; SQL is the time waited for
    answers.
    """

    queries: float
    sql: float
    web: float
    database: float
    size: float

    @property
    def cpu(self) -> float:
        return self.web + self.database


class Meter:
    """Counts and times what one connection executes."""

    def __init__(self):
        self.queries, self.seconds = 0, 0.0

    def __call__(self, execute, sql, params, many, context):
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries, self.seconds = (
                self.queries + 1,
                self.seconds + time.perf_counter() - start,
            )


def database_cpu(connection) -> float:
    """Seconds of CPU that the server's process for this connection has used."""
    pid = connection.connection.info.backend_pid
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def request(client, url: str) -> Cost:
    from django.db import connection

    gc.collect()
    meter, database, web = Meter(), database_cpu(connection), time.process_time()
    with connection.execute_wrapper(meter):
        answer = client.get(url)
    web, database = time.process_time() - web, database_cpu(connection) - database
    if answer.status_code != 200:
        sys.exit(f"{url}: {answer.status_code}")
    return Cost(
        meter.queries, meter.seconds * 1000, web * 1000, database * 1000, len(answer.content)
    )


def measure(client, page: Page, databases: dict) -> dict[int, Cost]:
    """The medians of many requests, in turns at both sizes, so that what else the machine does
    falls on both alike.
    """
    from django.core.cache import cache
    from django.db import connections

    costs: dict[int, list[Cost]] = {size: [] for size in SIZES}
    for _ in range(ROUNDS):
        for size in SIZES:
            connections["default"] = databases[size]
            cache.clear()
            for run in range(WARM_UP + RUNS):
                if page.is_cold:
                    cache.clear()
                cost = request(client, page.url)
                if run >= WARM_UP:
                    costs[size].append(cost)
    return {size: median(costs[size]) for size in SIZES}


def median(costs: Iterable[Cost]) -> Cost:
    return Cost(
        *(
            statistics.median(getattr(cost, name) for cost in costs)
            for name in Cost.__dataclass_fields__
        )
    )


def pages(user) -> list[Page]:
    """The cases are the same ones at every size, one of them with the longest history."""
    from django.db.models import Count
    from django.urls import reverse

    from agreements.models import Agreement

    seen = Agreement.objects.visible_to(user).running()
    longest = (
        seen.annotate(length=Count("events"))
        .order_by("-length", "pk")
        .values_list("pk", flat=True)[0]
    )
    fresh = seen.filter(stage_code="persiapan").order_by("pk").values_list("pk", flat=True)[0]
    register, dashboard = reverse("daftar"), reverse("dasbor")
    lists = {
        "daftar": "",
        "daftar, akhir": "halaman=99999",
        "daftar, disaring": "status=berjalan&urut=judul",
        "daftar, lewat tenggat": "tugas=lewat",
        "daftar, tidur": "radar=tidur",
        "cari judul": "q=perpustakaan",
        "cari mitra": "q=kementerian",
        "cari kata umum": "q=pemerintah",
    }
    return [
        Page("(kosong)", "/kosong/"),
        *(Page(name, f"{register}?{query}", LIST_MS) for name, query in lists.items()),
        Page("berkas", reverse("kerja-sama", args=[longest])),
        Page("berkas, persiapan", reverse("kerja-sama", args=[fresh])),
        Page("beranda", reverse("beranda")),
        Page("dasbor", dashboard),
        Page("dasbor, median baru", dashboard, is_cold=True),
        Page("radar", reverse("radar"), is_cold=True),
    ]


def load(total: int) -> None:
    from django.db import connection

    from agreements.models import Agreement
    from bench.generate import generate

    start = time.perf_counter()
    generate(total - Agreement.objects.count())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"{total} agreements, loaded in {time.perf_counter() - start:.0f} s", flush=True)


def sign_in(name: str):
    from django.test import Client

    from kerjasama.accounts.models import User

    user, client = User.objects.get(username=name), Client()
    client.force_login(user)
    return client, pages(user)


def grow() -> dict:
    """A second database, at first a copy of the first; returns the open connections by size."""
    from django.db import connection, connections

    few, many = connections["default"], connections.create_connection("default")
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            f"CREATE DATABASE many TEMPLATE {connection.ops.quote_name(few.settings_dict['NAME'])}"
        )
    many.settings_dict = few.settings_dict | {"NAME": "many"}
    connections["default"] = many
    load(MANY)
    few.connect()
    return {FEW: few, MANY: many}


def faults(page: Page, few: Cost, many: Cost) -> list[str]:
    """The targets that a page misses."""
    misses = {
        "queries grow": many.queries > few.queries,
        "web grows": many.web > few.web * GROWTH,
        "database grows": (
            not page.is_cold and many.database > max(few.database * GROWTH, few.database + SLACK_MS)
        ),
        "too many bytes": many.size > KILOBYTES * 1000,
        "too much CPU": many.web > page.web_ms,
    }
    return [name for name, missed in misses.items() if missed]


def heads() -> None:
    print(
        f"\nAt {MANY} agreements; growth is against {FEW}. Medians of {ROUNDS * RUNS} requests"
        " each, caches warm.\n"
    )
    names = (
        "queries",
        "SQL ms",
        "web ms",
        "growth",
        "db ms",
        "growth",
        "web+db",
        "growth",
        "x bare",
        "bytes",
    )
    print(f"{'who':6} {'page':22}", *(name.rjust(7) for name in names), " target", flush=True)


def row(who: str, page: Page, few: Cost, many: Cost, bare: Cost) -> bool:
    """Print the page's row; answers whether it meets all targets."""
    missed = faults(page, few, many)
    figures = (
        f"{many.queries:.0f}",
        f"{many.sql:.1f}",
        f"{many.web:.1f}",
        f"{many.web / few.web:.2f}",
        f"{many.database:.1f}",
        f"{many.database / few.database:.2f}",
        f"{many.cpu:.1f}",
        f"{many.cpu / few.cpu:.2f}",
        f"{many.cpu / bare.cpu:.1f}",
        f"{many.size:.0f}",
    )
    print(
        f"{who:6} {page.name:22}",
        *(figure.rjust(7) for figure in figures),
        "",
        ", ".join(missed) or "ok",
        flush=True,
    )
    return not missed


def visit(who: str, client, seen: list[Page], databases: dict) -> bool:
    """One person's pages; the first is the bare one, with which the others are compared."""
    bare = measure(client, seen[0], databases)[MANY]
    met = []
    for page in seen:
        costs = measure(client, page, databases)
        met.append(row(who, page, costs[FEW], costs[MANY], bare))
    return all(met)


def main() -> int:
    with throwaway():
        from django.conf import settings

        settings.ROOT_URLCONF = "bench.urls"
        load(FEW)
        visits = {name: sign_in(name) for name in ("sekda", "staf")}
        databases = grow()
        heads()
        passed = [visit(who, *visits[who], databases) for who in visits]
        print(f"\nLoad of the machine (1, 5, 15 minutes): {os.getloadavg()}")
        for database in databases.values():
            database.close()
        return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
