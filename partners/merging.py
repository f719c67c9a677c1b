"""Merging two entries of one and the same partner."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.forms.models import model_to_dict

from kerjasama.accounts.models import User
from kerjasama.accounts.policy import is_of_office

from . import change_followers
from .changing import pending_change_of
from .models import Partner, PartnerMerge
from .partner_change import ALIASES, ChangeState, PartnerChange, differing
from .using_units import units_using

WAITS = "Masih ada usulan perubahan {}. Putuskan usulan itu sebelum mitra digabung."
OF_OFFICE = "Mitra yang dipakai kerja sama perangkat daerah digabung oleh Bagian Kerja Sama."


class PartnerMergeRefused(Exception):
    """The merge is not possible; the message says why."""


@transaction.atomic
def merge_partners(source_pk: int, target_pk: int, user: User, reason: str) -> Partner:
    """Hand everything that points to the source over to the target and delete the source. All of it
    or nothing.

    Raises Refused when one of them is gone, both are the same, a proposal to change the source
    waits, a record may not point to the target, and for anybody but the Bagian where units use
    them.
    """
    try:
        with transaction.atomic():
            source, target = _locked(source_pk, target_pk)
            _require_mergeable(source, target, user)
            change = _keep_names(source, target)
            change.by, change.reason = user, reason
            change.save()
            for relation in partner_relations():
                _pointing(relation, source).update(**{relation.field.name: target})
            PartnerMerge.objects.create(
                into=target, name=source.name, data=_snapshot(source), reason=reason, by=user
            )
            source.delete()
    except IntegrityError:
        raise PartnerMergeRefused(
            "Kedua mitra tercatat bersama pada satu berkas, sehingga tidak dapat digabung."
        ) from None
    # Whoever keeps something by it learns that its partner is now another.
    target.save(update_fields=["name"])
    change_followers.tell_of_change(change)
    return target


def _require_mergeable(source: Partner, target: Partner, user: User) -> None:
    if pending_change_of(source):
        raise PartnerMergeRefused(WAITS.format(source))
    if not is_of_office(user) and units_using(source) | units_using(target):
        raise PartnerMergeRefused(OF_OFFICE)


def count_references(partner: Partner) -> int:
    """How many records outside the registry point to the partner."""
    outside = (
        relation
        for relation in partner_relations()
        if relation.related_model._meta.app_label != Partner._meta.app_label
    )
    return sum(_pointing(relation, partner).count() for relation in outside)


def partner_relations() -> Iterator[models.ForeignObjectRel]:
    """Every foreign key to a partner, whichever app holds it."""
    # Unlike _meta.related_objects this also yields keys with related_name="+" and those of
    # many-to-many tables.
    for field in Partner._meta.get_fields(include_hidden=True):
        if isinstance(field, models.ForeignObjectRel) and (field.one_to_many or field.one_to_one):
            yield field


def _pointing(relation: models.ForeignObjectRel, partner: Partner) -> models.QuerySet:
    return relation.related_model._base_manager.filter(**{relation.field.name: partner})


def _locked(source_pk: int, target_pk: int) -> tuple[Partner, Partner]:
    """Both rows, locked in the order of their keys, so that two opposite merges cannot block each
    other.
    """
    rows = {
        row.pk: row
        for row in Partner.objects.select_for_update()
        .filter(pk__in=(source_pk, target_pk))
        .order_by("pk")
    }
    if len(rows) < 2:
        raise PartnerMergeRefused("Mitra sudah digabung atau sama dengan mitra tujuan.")
    return rows[source_pk], rows[target_pk]


def _keep_names(source: Partner, target: Partner) -> PartnerChange:
    """The names and the aliases of the source become aliases of the target; each name once.
    Returns the change of the target, unsaved.
    """
    before = _aliases_of(target)
    names = [*source.names(), *source.aliases.values_list("name", flat=True)]
    known = {
        *(name.upper() for name in target.names()),
        *(name.upper() for name in target.aliases.values_list("name", flat=True)),
    }
    source.aliases.all().delete()
    for name in names:
        if name.upper() not in known:
            target.aliases.create(name=name)
            known.add(name.upper())
    return PartnerChange(
        partner=target,
        name=target.name,
        fields=differing({ALIASES: before}, {ALIASES: _aliases_of(target)}),
        state=ChangeState.APPLIED,
    )


def _aliases_of(partner: Partner) -> str:
    return "; ".join(partner.aliases.values_list("name", flat=True))


def _snapshot(partner: Partner) -> dict[str, Any]:
    return json.loads(json.dumps(model_to_dict(partner), cls=DjangoJSONEncoder))
