"""No page may cost more queries because there is more to show, and generated cases are what the engine would have left."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import Agreement, chain_is_intact
from agreements.workflow.deadlines import term_key
from agreements.workflow.evaluation import evaluate
from bench.generate import generate
from kerjasama.accounts.models import User

MOST = {"daftar": 15, "kerja-sama": 25, "beranda": 15, "dasbor": 25}


@pytest.fixture
def sixty(db):
    generate(60)


def counted() -> dict[tuple[str, str], int]:
    """Queries of each page for a SEKDA and for the staff of an OPD, on a case and filters that show something; caches empty."""
    cache.clear()
    counts = {}
    for name in ("sekda", "staf"):
        user, client = User.objects.get(username=name), Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        case = Agreement.objects.visible_to(user).running().exclude(stage_code="persiapan").order_by("pk")[0]
        addresses = {page: reverse(page, args=[case.pk] if page == "kerja-sama" else []) for page in MOST}
        for page, url in (addresses | {"daftar, disaring": f"{addresses['daftar']}?status={case.state}&urut=judul"}).items():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts[name, page] = len(queries)
    return counts


def test_a_page_costs_the_same_queries_with_sixty_and_with_two_thousand_agreements(sixty):
    few = counted()
    generate(1940)
    assert counted() == few
    for (name, page), queries in few.items():
        assert queries <= MOST[page.split(",")[0]], (name, page)


def test_generated_cases_stand_as_the_engine_would_have_left_them(sixty):
    for agreement in Agreement.objects.all():
        situation = evaluate(agreement)
        term = situation.term
        assert agreement.holders == situation.holders
        assert agreement.term_key == (term_key(agreement.track, situation.stage, term.term) if term else "")
        assert agreement.term_from == (term.start if term else None)
        assert chain_is_intact(agreement)
        assert agreement.clocks.filter(ended_at=None).count() == (not agreement.is_closed)
