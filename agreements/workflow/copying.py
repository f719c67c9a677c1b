"""A new proposal with the content of another: nothing that was decided, dated, numbered or filed of
it comes along.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone

from agreements.models import Activity, Agreement, Indicator, Payment
from agreements.models.event import LogAction
from agreements.models.facts_of_change import CHANGE_FIELDS
from agreements.models.party import take_parties_of
from agreements.models.payment import payments_of
from agreements.regulations import catalogue
from agreements.regulations.vocabulary import Track
from agreements.workflow.case_log import note_act
from agreements.workflow.engine import begin_case
from agreements.workflow.removals import days_of_removals
from kerjasama.accounts.models import Unit, User

Row = TypeVar("Row", Indicator, Activity)


def copy_tracks_for(origin: Agreement) -> list[Track]:
    """The roads that a copy may take: first that of the origin in its newest version, then each
    that begins a cooperation.

    A change stays one of the same agreement.
    """
    own = [track for track in catalogue.TRACKS if track.code == origin.track_code]
    if origin.track.changes:
        return own
    others = [
        track
        for track in catalogue.TRACKS
        if not track.changes and not track.under_parent and track not in own
    ]
    return own + sorted(others, key=lambda track: track.family is not origin.track.family)


@transaction.atomic
def copy_case(origin: Agreement, user: User, case: Agreement, fields: Iterable[str]) -> Agreement:
    """Begin `case`, which has its unit, title and track, with these fields of the origin's content,
    its rows and its partner.

    Raises Refused as `engine.begin` does, for instance when the agreement above it no longer
    bears another.
    """
    track = case.track
    if track.under_parent:
        case.parent = origin.parent
    elif origin.partner and origin.partner.kind in track.partner_kinds:
        case.partner = origin.partner
    begin_case(case, user)
    if _may_take_parties(case, origin):
        take_parties_of(case, origin)
        _copy_payments(origin, case)
    own = [name for name in _content(origin, track) if name in set(fields)]
    for name in own:
        setattr(case, name, getattr(origin, name))
    if track.code == origin.track_code:
        case.clauses, case.trees = origin.clauses, _copy_annexes(origin, case)
    case.save(update_fields=[*own, "clauses", "trees"])
    today = timezone.localdate()
    if not track.changes:
        _copy_rows(origin, case, today)
    note_act(
        case,
        user,
        LogAction.COPIED,
        {"what": origin.title, "origin": origin.pk, "content": case.content_hash},
    )
    return case


def _copy_annexes(origin: Agreement, case: Agreement) -> dict[str, Any]:
    """The trees of its naskah with the files that their lampiran show; what was taken away from the
    origin stays behind.
    """
    rows = list(origin.annexes.all())
    removed = days_of_removals(origin, [row.sha256 for row in rows])
    for row in rows:
        if row.sha256 not in removed:
            row.pk, row.agreement = None, case
            row.save()
    if not removed:
        return origin.trees
    return {kind: _without_files(tree, removed) for kind, tree in origin.trees.items()}


def _without_files(tree: dict[str, Any], removed: Collection[str]) -> dict[str, Any]:
    """The tree as it is kept, whose lampiran show none of these files any more."""
    annexes = [
        {
            name: told
            for name, told in annex.items()
            if name != "file" or told["sha256"] not in removed
        }
        for annex in tree["annexes"]
    ]
    return tree | {"annexes": annexes}


def _may_take_parties(case: Agreement, origin: Agreement) -> bool:
    """Whether all partners of the origin are of kinds that the new track knows."""
    kinds = {party.kind for party in origin.partner_parties}
    follows = case.track.under_parent or case.track.changes
    return bool(kinds) and not follows and kinds <= set(case.track.partner_kinds)


def _content(origin: Agreement, track: Track) -> Iterable[str]:
    """The names of what a person wrote; no days, and what the new case has of its own."""
    for field in origin._meta.concrete_fields:
        is_day = isinstance(field, models.DateField)
        if is_day or field.is_relation or field.name in ("title", "id"):
            continue
        if field.name in CHANGE_FIELDS and not track.changes:
            continue
        # What an adendum says of Pasal holds only while it was not signed: then the naskah says it
        # already.
        if field.name == "perubahan" and origin.effective_on:
            continue
        yield field.name


def _copy_rows(origin: Agreement, case: Agreement, today: date) -> None:
    valid = set(Unit.objects.valid_on(today).values_list("pk", flat=True))
    case.supporters.set(
        unit for unit in origin.supporters.all() if unit.pk in valid and unit != case.owner
    )
    Indicator.objects.bulk_create(_again(row, case) for row in origin.indicators.all())
    _copy_activities(origin, case, valid, today)


def _copy_activities(origin: Agreement, case: Agreement, valid: set[int], today: date) -> None:
    """The plan, moved so that it begins no earlier than this year; of units that stand."""
    activities = list(origin.activities.select_related("giver"))
    givers = {party.partner_id: party for party in case.partner_parties}
    later = max(0, today.year - min((row.year for row in activities), default=today.year))
    for row in activities:
        row.year += later
        if row.unit_id not in valid:
            row.unit_id = None
        row.giver = givers.get(row.giver.partner_id) if row.giver else None
    Activity.objects.bulk_create(_again(row, case) for row in activities)


def _copy_payments(origin: Agreement, case: Agreement) -> None:
    """Between the same places of the order."""
    at_place = {party.position: party for party in case.parties.all()}
    Payment.objects.bulk_create(
        Payment(
            payer=at_place[row.payer.position],
            payee=at_place[row.payee.position],
            form=row.form,
            amount=row.amount,
        )
        for row in payments_of(origin)
    )


def _again(row: Row, case: Agreement) -> Row:
    """The same row once more, unsaved, for another case."""
    row.pk, row.agreement = None, case
    row._state.adding = True
    return row
