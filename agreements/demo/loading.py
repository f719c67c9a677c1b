"""Loads the demo in two parts: people and early cases before the web starts, the others one by one
in the worker.
"""

import logging

from django.db import connection, transaction
from django.utils import timezone

from agreements.documents import numbering
from agreements.models import Agreement
from kerjasama.accounts.models import RegionProfile, Role, User
from kerjasama.signin.models import SignInRules

from . import closing, learning, legacy, library, people, person_for, team, yearly_list
from .specs import early_example_specs, later_example_specs
from .walking import walk_example

log = logging.getLogger(__name__)
LOCK = 642_220_20
FEW = 3


@transaction.atomic
def load_examples(*, few: bool = False) -> None:
    """Create people and the early cases, or a few of them. Does nothing when any account exists."""
    if User.objects.exists():
        return
    people.load_people()
    # Everybody shares these accounts: nobody's telephone may close them to the others.
    SignInRules(factor_roles=[]).save()
    library.load_clause_examples()
    team.load_team(timezone.localdate())
    specs = early_example_specs()
    if few:
        specs = specs[:FEW]
    if not few:
        yearly_list.load_mappings(timezone.localdate())
    for spec in specs:
        walk_example(spec)
    if not few:
        legacy.load_legacy_examples()
        learning.load_self_checks()
        RegionProfile.objects.update(awaits_examples=True)


def _reserve_and_cancel() -> None:
    """One number that is reserved and one that was cancelled, for the book of numbers to show."""
    series, keeper = numbering.series_for("SK", None), person_for(Role.VERIFIER)
    given_up = numbering.reserve_number(series, keeper, "Surat kuasa yang disiapkan untuk seremoni")
    numbering.cancel_number(
        given_up.pk, keeper, "Seremoni ditiadakan; PKS ditandatangani Bupati sendiri."
    )
    numbering.reserve_number(
        series, keeper, "Surat kuasa untuk PKS yang ditandatangani di luar daerah"
    )


def walk_on(place: int) -> int | None:
    """Walk the case at that place among the later ones, unless it is there already.

    Returns the next place; None at the end, or while another worker is at it.
    """
    if place >= len(later_example_specs()):
        RegionProfile.objects.update(awaits_examples=False)
        return None
    spec = later_example_specs()[place]
    try:
        with transaction.atomic():
            if not _alone():
                return None
            if not Agreement.objects.filter(title=spec.title).exists():
                walk_example(spec)
                if spec == later_example_specs()[-1]:
                    _reserve_and_cancel()
                    closing.close_examples(timezone.localdate())
    except Exception:
        log.exception("the demo goes on without %s", spec.title)
    return place + 1


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return cursor.fetchone()[0]
