"""The indexes of the table of cases, by which lists, figures and searches find them."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from .state import State

INDEXES: list[models.Index] = [
    GinIndex(fields=["search"], name="agreement_search"),
    # What beranda, dasbor and daftar count and sort by, so that they read these indexes and
    # not the long rows.
    models.Index(
        fields=["state", "stage_code", "track_code"],
        include=[
            *("id", "owner", "holders", "term_key", "term_from", "urusan", "origin"),
            *("track_version", "effective_on", "ends_on", "holds_until", "terminated"),
        ],
        name="agreement_standing",
    ),
    models.Index(
        fields=["-created_at", "-id"],
        include=[
            *("origin", "state", "stage_code", "track_code", "track_version"),
            *("term_key", "term_from", "holds_until", "terminated"),
        ],
        name="agreement_newest",
    ),
    models.Index(
        fields=["title", "id"],
        include=[
            *("origin", "state", "stage_code", "track_code"),
            *("holds_until", "terminated", "owner"),
        ],
        name="agreement_titled",
    ),
    models.Index(
        fields=["term_from", "stage_entered_at", "id"],
        include=["origin", "holders", "owner", "track_version", "term_key"],
        condition=models.Q(state=State.RUNNING),
        name="agreement_waiting",
    ),
    # What the ledger of duties and the radar read of what is signed.
    models.Index(
        fields=["effective_on"],
        include=[
            *("id", "track_code", "owner", "ends_on", "holds_until", "owed_from"),
            *("state", "stage_code", "terminated", "origin"),
        ],
        condition=models.Q(effective_on__isnull=False),
        name="agreement_signed",
    ),
    models.Index(
        Upper("naskah_number"),
        condition=~models.Q(naskah_number=""),
        name="agreement_naskah_number",
    ),
    GinIndex(OpClass(Upper("naskah_number"), name="gin_trgm_ops"), name="agreement_number_part"),
    models.Index(fields=["owner", "-created_at", "-id"], name="agreement_of_unit"),
    models.Index(fields=["term_key", "term_from"], name="agreement_term"),
    models.Index(fields=["ends_on"], name="agreement_ending"),
    models.Index(fields=["holds_until"], name="agreement_holding"),
    GinIndex(fields=["holders"], name="agreement_holders"),
    GinIndex(fields=["urusan"], name="agreement_urusan"),
    GinIndex(OpClass("title", name="gin_trgm_ops"), name="agreement_title_trigram"),
]
