"""What Prometheus is told: what processes counted, and what is read when it asks. Other floors add
their own figures (`register_figures`).
"""

import logging
import os
import shutil
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.utils import timezone
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from kerjasama.health.readings import read_all
from kerjasama.health.runs import read_runs
from kerjasama.notices.models import Delivery
from kerjasama.web.heartbeat import Part, last_sign

log = logging.getLogger(__name__)
Figures = Callable[[], Iterable[Metric]]
_figures: list[Figures] = []


def register_figures(read: Figures) -> Figures:
    """Register what reads figures when Prometheus asks."""
    _figures.append(read)
    return read


def gauge(name: str, says: str, *labels: str) -> GaugeMetricFamily:
    """A figure that goes up and down."""
    return GaugeMetricFamily(f"kerjasama_{name}", says, labels=labels)


class ReadWhenAsked(Collector):
    """All registered figures. What cannot be read is left out; `kerjasama_light` says why."""

    def collect(self) -> Iterator[Metric]:
        """The figures of now."""
        for read in _figures:
            try:
                yield from list(read())
            except Exception as fault:
                log.warning("figures of %s cannot be read: %s", read.__name__, type(fault).__name__)


def page_of_metrics() -> bytes:
    """Everything, in the text format of Prometheus."""
    asked = CollectorRegistry()
    asked.register(ReadWhenAsked())
    counted: CollectorRegistry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)
    return generate_latest(counted) + generate_latest(asked)


@register_figures
def lights() -> Iterator[Metric]:
    """Each part of the page Kesehatan sistem: 0 good, 1 look at it, 2 broken."""
    found = gauge("light", "How a part stands: 0 good, 1 soon, 2 late", "part")
    for reading in read_all():
        found.add_metric([reading.code], reading.light)
    yield found


@register_figures
def signs_of_life() -> Iterator[Metric]:
    """How long ago worker and calendar were seen."""
    found = gauge("sign_age_seconds", "Since the last sign of life", "part")
    for part in Part:
        sign = last_sign(part)
        if sign is not None:
            age = (timezone.now() - sign).total_seconds()
            found.add_metric([part.name.lower()], age)
    yield found


@register_figures
def disk() -> Iterator[Metric]:
    """The disk of the files."""
    usage = shutil.disk_usage(settings.MEDIA_ROOT)
    found = gauge("disk_bytes", "The disk on which files are kept", "what")
    found.add_metric(["free"], usage.free)
    found.add_metric(["total"], usage.total)
    yield found


@register_figures
def database() -> Iterator[Metric]:
    """Its size and who is connected."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_database_size(current_database()),"
            " (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database())"
        )
        size, connections = cursor.fetchone()
    yield GaugeMetricFamily("kerjasama_database_bytes", "Size of the database", value=size)
    yield GaugeMetricFamily(
        "kerjasama_database_connections", "Who is connected to it", value=connections
    )


@register_figures
def mails() -> Iterator[Metric]:
    """Messages to people by how they stand."""
    found = gauge("messages", "Messages to people", "channel", "state")
    rows = Delivery.objects.order_by().values("channel", "state").annotate(many=Count("pk"))
    for channel, state, many in rows.values_list("channel", "state", "many"):
        found.add_metric([channel, state], many)
    yield found


@register_figures
def runs() -> Iterator[Metric]:
    """When backup and drill last went well, and whether the last one did."""
    good = gauge("last_good_run_timestamp_seconds", "When it last went well", "run")
    last = gauge("last_run_good", "Whether the last one went well", "run")
    for kind, row in read_runs().items():
        last.add_metric([kind.name.lower()], int(row.is_good))
        if row.good_at:
            good.add_metric([kind.name.lower()], row.good_at.timestamp())
    yield good
    yield last
