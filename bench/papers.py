"""What a paper costs beyond bare WeasyPrint on the same HTML, how long whoever pressed waits for
it, and what each page of a long naskah costs. Prints a table and exits 1 when a target is missed.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import psutil

from .throwaway import setup, throwaway

ROUNDS, BATCH, MANY = 15, 20, 500
PIPELINE, WARM = 1.15, 1.25  # at most so many times the bare cost
TWO_WORKERS = 1.7  # at least so many times the papers of one, where two cores are free
MOST_MB = 350  # of a worker after MANY papers
PRESSED, BESIDE = 1.5, 0.5  # times the bare seconds, and seconds beside them, from press to ready
PER_PAGE = 1.2  # at most so many times what a page costs where there are a quarter as many
PRESSES = 9
SHORT, LONG = 28, 205  # points of a naskah of some 10 and 40 pages
CLAUSE = "Masyarakat membutuhkan layanan informasi publik yang mudah dijangkau. " * 5


def bare(html: str, document) -> bytes:
    """As anybody would call WeasyPrint for the same PDF/A-3a, with nothing kept from one paper to
    the next.
    """
    from django.conf import settings
    from weasyprint import HTML

    from agreements.documents.archive import pdf_archive

    facts = pdf_archive.facts_of_document(document)
    return HTML(string=html, base_url=str(settings.BASE_DIR)).write_pdf(
        **pdf_archive.archive_options(document, facts)
    )


def cost(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def proposal():
    """A case under which every kind of naskah can be printed, with clauses long enough for a PKS of
    ten pages.
    """
    from agreements import demo
    from agreements.demo import people
    from kerjasama.accounts.models import User
    from partners.kinds import PartnerKind
    from partners.models import Partner

    people.load_people()
    staff = User.objects.get(username="staf")
    partner = Partner.objects.create(
        name="PT Contoh Mahakam",
        kind=PartnerKind.COMPANY,
        representative="Contoh",
        representative_position="Direktur",
    )
    own = {
        "perjanjian_kerja_sama": {"pelaksanaan": "\n".join(f"{n}. {CLAUSE}" for n in range(1, 96))}
    }
    return demo.make_case("ksdpk-daerah", staff.memberships.get().unit, partner, staff, clauses=own)


def paper(agreement, kind: str):
    from agreements.models import Document

    return Document.objects.create(
        agreement=agreement,
        stage_code=agreement.stage_code,
        kind=kind,
        revision=agreement.documents.filter(kind=kind).count() + 1,
        content_hash=agreement.content_hash,
        context={"date": "2026-11-23"},
    )


def queued(document) -> None:
    """Put a paper back in the queue, as if it were the next one."""
    from agreements.models import DocumentState

    type(document).objects.filter(pk=document.pk).update(state=DocumentState.QUEUED, sha256="")


def pages_of(document) -> int:
    from weasyprint import HTML

    from agreements.documents import rendering

    return len(HTML(string=rendering.to_html(document)).render().pages)


def report(name: str, figure: str, target: str, *, met: bool) -> bool:
    print(f"{name:52} {figure:>24}   {target:14} {'ok' if met else 'MISSED'}", flush=True)
    return met


def against_bare(name: str, document, most: float) -> bool:
    from agreements.documents import rendering
    from agreements.models import DocumentState

    html = rendering.to_html(document)
    rendering.to_pdf(document)  # warm
    queued(document)

    def pipeline() -> None:
        rendering.render_queued_document(document.pk)

    def in_turns() -> Iterator[tuple[float, float]]:
        """So that what else the machine does falls on both alike."""
        for _ in range(ROUNDS):
            queued(document)
            yield cost(pipeline), cost(lambda: bare(html, document))

    ours, theirs = (statistics.median(costs) for costs in zip(*in_turns(), strict=True))
    document.refresh_from_db()
    assert document.state == DocumentState.READY, document.error
    ratio = ours / theirs
    return report(
        name,
        f"{ours * 1000:.0f} / {theirs * 1000:.0f} ms = {ratio:.2f}",
        f"<= {most}",
        met=ratio <= most,
    )


def renderer(document, count: int) -> subprocess.Popen:
    """A process that is warm and waits for a line before it renders so many papers."""
    command = [sys.executable, "-m", "bench.papers", "render", str(document.pk), str(count)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    return process


def results(process: subprocess.Popen) -> list[float]:
    return [float(figure) for figure in process.stdout.read().split()]


def begin(processes: list[subprocess.Popen]) -> None:
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()


def throughput(document) -> bool:
    """Papers in a second of each one's CPU, so of two cores that are free: what two processes take
    from each other is counted.
    """
    rates = {}
    for workers in (1, 2):
        processes = [renderer(document, BATCH) for _ in range(workers)]
        begin(processes)
        rates[workers] = sum(BATCH / results(process)[0] for process in processes)
    ratio = rates[2] / rates[1]
    return report(
        "Two workers against one",
        f"{rates[2]:.1f} / {rates[1]:.1f} per s = {ratio:.2f}",
        f">= {TWO_WORKERS}",
        met=ratio >= TWO_WORKERS,
    )


def memory(document) -> bool:
    process = renderer(document, MANY)
    begin([process])
    _, first, last = results(process)
    name = f"Memory of a worker after 50 and after {MANY} papers"
    return report(name, f"{first:.0f} -> {last:.0f} MB", f"<= {MOST_MB} MB", met=last <= MOST_MB)


@contextmanager
def idle_worker() -> Iterator[None]:
    """A worker as bin/start runs it, with nothing else to do."""
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "kerjasama", "worker"]
    env = os.environ | {"SERVE_AS_OWNER": "1"}
    process = subprocess.Popen([*command, "--concurrency", "2", "--loglevel", "error"], env=env)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def pressed(agreement, kind: str) -> float:
    """The seconds from the order of a paper until it is there."""
    from django.db import transaction
    from django.utils import timezone

    from agreements.documents import rendering
    from agreements.models import DocumentState
    from kerjasama.accounts.models import User

    user, start = User.objects.get(username="staf"), time.perf_counter()
    with transaction.atomic():
        document = rendering.create_document(
            agreement, user, kind, timezone.localdate(), agreement.content_hash, draft=False
        )
    while document.state == DocumentState.QUEUED and time.perf_counter() - start < 60:
        time.sleep(0.05)
        document.refresh_from_db(fields=["state"])
    assert document.state == DocumentState.READY, document.error
    return time.perf_counter() - start


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def from_press_to_ready(name: str, document) -> bool:
    """By the clock, in turns with the bare rendering. Of each the quickest counts, for what else
    the machine does only adds.
    """
    from agreements.documents import rendering

    agreement, html = document.agreement, rendering.to_html(document)
    with idle_worker():
        for _ in range(2):  # each of its two processes is warm
            pressed(agreement, document.kind)
        turns = [
            (pressed(agreement, document.kind), seconds(lambda: bare(html, document)))
            for _ in range(PRESSES)
        ]
    ours, theirs = (min(each) for each in zip(*turns, strict=True))
    most = PRESSED * theirs + BESIDE
    return report(
        name,
        f"{ours:.2f} s, bare {theirs:.2f} s",
        f"<= {most:.2f} s",
        met=ours <= most,
    )


def with_tables(agreement, points: int):
    """A PKS of so many points, with a table of costs behind every tenth."""
    from agreements.documents.wording import trees
    from agreements.naskah.operations import reword_article
    from agreements.naskah.plain import read_body
    from agreements.naskah.stored import as_json

    rows = "\n".join(f"| {n} | Pelatihan aparatur angkatan {n} | Rp{n}.000.000 |" for n in range(8))
    table = f"| No. | Kegiatan | Biaya |\n{rows}"
    said = [f"({number}) {CLAUSE}" for number in range(1, points + 1)]
    said[9::10] = [f"{one}\n{table}" for one in said[9::10]]
    kind = "perjanjian_kerja_sama"
    body = read_body("\n".join(said))
    tree = reword_article(trees.tree_of(kind, agreement), "pelaksanaan", body)
    type(agreement).objects.filter(pk=agreement.pk).update(trees={kind: as_json(tree)})
    return paper(type(agreement).objects.get(pk=agreement.pk), kind)


def linear(agreement) -> bool:
    """What a page costs of a naskah of some 40 pages with tables, against one of 10."""
    from agreements.documents import rendering

    each = []
    for points in (SHORT, LONG):
        document = with_tables(agreement, points)
        pages = pages_of(document)
        costs = [cost(partial(rendering.to_pdf, document)) for _ in range(3)]
        each.append((pages, statistics.median(costs) / pages))
    (few, cheap), (many, dear) = each
    return report(
        f"A page of {many} with tables against one of {few}",
        f"{dear * 1000:.0f} / {cheap * 1000:.0f} ms = {dear / cheap:.2f}",
        f"<= {PER_PAGE}",
        met=dear / cheap <= PER_PAGE,
    )


def render_many(key: int, count: int) -> None:
    """In a process of its own: the seconds of CPU it took and the memory after the first papers and
    at the end.
    """
    from agreements.documents import rendering
    from agreements.models import Document

    document, process = Document.objects.get(pk=key), psutil.Process()
    rendering.to_pdf(document)
    print("warm", flush=True)
    sys.stdin.readline()
    start, sizes = time.process_time(), []
    for _ in range(count):
        rendering.to_pdf(document)
        sizes.append(process.memory_info().rss / 1e6)
    print(time.process_time() - start, sizes[min(49, count - 1)], sizes[-1])


def measure() -> bool:
    agreement = proposal()
    kak, pks = paper(agreement, "kak"), paper(agreement, "perjanjian_kerja_sama")
    print(f"CPU, medians of {ROUNDS}; load of the machine (1, 5, 15 minutes): {os.getloadavg()}")
    return all(
        [
            against_bare("Pipeline against bare WeasyPrint, KAK", kak, PIPELINE),
            against_bare(f"Warm worker against bare, PKS of {pages_of(pks)} pages", pks, WARM),
            from_press_to_ready("From press to ready, idle worker, KAK", kak),
            from_press_to_ready(f"From press to ready, PKS of {pages_of(pks)} pages", pks),
            linear(agreement),
            throughput(kak),
            memory(kak),
        ]
    )


def main() -> int:
    with throwaway():
        return 0 if measure() else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["render"]:
        setup()
        render_many(int(sys.argv[2]), int(sys.argv[3]))
    else:
        sys.exit(main())
