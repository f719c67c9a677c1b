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

SIZES = FEW, MANY = 1_000, int(os.environ.get("MANY", "10_000"))
LONG = 2_000  # entries of the history of one case
ROUNDS, WARM_UP, RUNS, AFTER = 5, 2, 5, 2
GROWTH, KILOBYTES = 1.3, 150
SLACK_MS = (
    10  # for the database: an exact count over ten times the rows takes some milliseconds more
)
# What each page may cost, web and database together, also after a write that its figures count.
LIST_MS, SEARCH_MS, CASE_MS, HOME_MS, FIGURES_MS = 15, 20, 30, 25, 40


BARE = "/kosong/"


@dataclass(frozen=True)
class Page:
    name: str
    url: str
    most_ms: float = FIGURES_MS  # web and database
    is_cold: bool = False  # finds the caches empty; its growth is shown, not judged
    is_figures: bool = False  # asked also after somebody saved, and after a write that it counts


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


@dataclass(frozen=True)
class Measured:
    """A page as it is asked again and again, and in milliseconds of CPU: the bare page, asked in
    between; this one after somebody saved while typing, and after a write that figures count (0
    where that is not asked).
    """

    usual: Cost
    bare: float
    saved: float = 0
    acted: float = 0


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


def measure(client, page: Page, databases: dict) -> dict[int, Measured]:
    """The medians of many requests, in turns at both sizes, so that what else the machine does
    falls on both alike.
    """
    from django.db import connections

    costs: dict[int, list[Cost]] = {size: [] for size in SIZES}
    saved: dict[int, list[float]] = {size: [] for size in SIZES}
    acted: dict[int, list[float]] = {size: [] for size in SIZES}
    bare: dict[int, list[float]] = {size: [] for size in SIZES}
    for _ in range(ROUNDS):
        for size in SIZES:
            connections["default"] = databases[size]
            empty_caches()
            for run in range(WARM_UP + RUNS):
                if page.is_cold:
                    empty_caches()
                cost = request(client, page.url)
                if run >= WARM_UP:
                    costs[size].append(cost)
                    bare[size].append(request(client, BARE).cpu)
            for _ in range(AFTER if page.is_figures else 0):
                saved[size].append(after("manfaat", client, page))
                acted[size].append(after("title", client, page))
    return {
        size: Measured(
            median(costs[size]), middle(bare[size]), middle(saved[size]), middle(acted[size])
        )
        for size in SIZES
    }


def empty_caches() -> None:
    from django.core.cache import caches

    from kerjasama.web.kept_settings import forget_settings

    for cache in caches.all(initialized_only=True):
        cache.clear()
    caches["local"].clear()
    forget_settings()


def after(field: str, client, page: Page) -> float:
    """The CPU of the page after the OPD changed a field of a case it still writes."""
    from agreements.models import Agreement
    from agreements.workflow import engine
    from kerjasama.accounts.models import User

    case = Agreement.objects.running().filter(stage_code="persiapan").order_by("-pk")[0]
    user = User.objects.get(username="staf")
    user.units_as = lambda *_: frozenset({case.owner_id})  # of whichever unit

    def write(case: Agreement) -> None:
        setattr(case, field, f"{getattr(case, field)[:100]} {time.perf_counter_ns()}")
        case.save(update_fields=[field])

    engine.edit_content(case.pk, user, {field}, write, case.content_hash)
    return request(client, page.url).cpu


def middle(costs: list[float]) -> float:
    return statistics.median(costs) if costs else 0


def median(costs: Iterable[Cost]) -> Cost:
    return Cost(
        *(
            statistics.median(getattr(cost, name) for cost in costs)
            for name in Cost.__dataclass_fields__
        )
    )


def pages(user) -> list[Page]:
    """The cases are the same ones at every size, two of them with the longest histories."""
    from django.db.models import Count
    from django.urls import reverse

    from agreements.models import Agreement

    seen = Agreement.objects.visible_to(user).running()
    by_length = seen.annotate(length=Count("events")).order_by("-length", "pk")
    typed_on, longest = by_length.values_list("pk", flat=True)[:2]
    fresh = seen.filter(stage_code="persiapan").order_by("pk").values_list("pk", flat=True)[0]
    register, dashboard = reverse("daftar"), reverse("dasbor")
    lists = {
        "daftar": "",
        "daftar, akhir": "halaman=99999",
        "daftar, disaring": "status=berjalan&urut=judul",
        "daftar, lewat tenggat": "tugas=lewat",
        "daftar, tidur": "radar=tidur",
    }
    searches = {
        "cari judul": "q=perpustakaan",
        "cari mitra": "q=kementerian",
        "cari kata umum": "q=pemerintah",
    }
    return [
        Page("(kosong)", BARE),
        *(Page(name, f"{register}?{query}", LIST_MS) for name, query in lists.items()),
        *(Page(name, f"{register}?{query}", SEARCH_MS) for name, query in searches.items()),
        Page("berkas", reverse("kerja-sama", args=[longest]), CASE_MS),
        Page("berkas, 2.000 catatan", reverse("kerja-sama", args=[typed_on]), CASE_MS),
        Page("berkas, persiapan", reverse("kerja-sama", args=[fresh]), CASE_MS),
        Page("beranda", reverse("beranda"), HOME_MS, is_figures=True),
        Page("dasbor", dashboard, is_figures=True),
        Page("dasbor, baru", dashboard, is_cold=True),
        Page("dasbor, semua angka", reverse("dasbor-angka"), is_figures=True),
        Page("radar", reverse("radar"), is_figures=True),
        Page("radar, baru", reverse("radar"), is_cold=True),
        Page("kewajiban", reverse("kewajiban"), is_figures=True),
        Page("kewajiban, baru", reverse("kewajiban"), is_cold=True),
    ]


def load(total: int) -> None:
    from django.db import connection

    from agreements.models import Agreement
    from bench.generate import generate, lengthen

    start = time.perf_counter()
    generate(total - Agreement.objects.count())
    if total == FEW:
        case = Agreement.objects.running().filter(stage_code="persiapan").order_by("-pk")[1]
        lengthen(case, LONG)
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


def faults(page: Page, few: Cost, many: Cost, measured: Measured) -> list[str]:
    """The targets that a page misses."""
    saved, dearest = measured.saved, max(many.cpu, measured.saved, measured.acted)
    misses = {
        "grows": not page.is_cold and many.cpu > max(few.cpu * GROWTH, few.cpu + SLACK_MS),
        "queries grow": many.queries > few.queries,
        "web grows": many.web > few.web * GROWTH,
        "database grows": (
            not page.is_cold and many.database > max(few.database * GROWTH, few.database + SLACK_MS)
        ),
        "dearer after a save": saved > max(many.cpu * GROWTH, many.cpu + SLACK_MS),
        "too many bytes": many.size > KILOBYTES * 1000,
        f"more than {page.most_ms} ms": dearest > page.most_ms,
    }
    return [name for name, missed in misses.items() if missed]


def heads() -> None:
    print(
        f"\nAt {MANY} agreements; growth is against {FEW}. Medians of {ROUNDS * RUNS} requests"
        " each, caches warm but for what is called new. saved and acted: web+db after somebody"
        " saved while typing, and after a write that figures count.\n"
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
        "bare",
        "x bare",
        "saved",
        "acted",
        "bytes",
    )
    print(f"{'who':6} {'page':22}", *(name.rjust(7) for name in names), " target", flush=True)


def row(who: str, page: Page, costs: dict[int, Measured]) -> bool:
    """Print the page's row; answers whether it meets all targets."""
    few, many, bare = costs[FEW].usual, costs[MANY].usual, costs[MANY].bare
    missed = faults(page, few, many, costs[MANY])
    figures = (
        f"{many.queries:.0f}",
        f"{many.sql:.1f}",
        f"{many.web:.1f}",
        f"{many.web / few.web:.2f}",
        f"{many.database:.1f}",
        f"{many.database / few.database:.2f}",
        f"{many.cpu:.1f}",
        f"{many.cpu / few.cpu:.2f}",
        f"{bare:.1f}",
        f"{many.cpu / bare:.1f}",
        f"{costs[MANY].saved:.1f}" if page.is_figures else "-",
        f"{costs[MANY].acted:.1f}" if page.is_figures else "-",
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
    """One person's pages. All are measured, also after one that misses a target."""
    return all([row(who, page, measure(client, page, databases)) for page in seen])


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
