"""What the page of a case reads beside it, written once."""

from functools import cache
from typing import Any

from agreements.models import Activity, Agreement, Correction, Document, Evidence, Indicator
from kerjasama.web.compiled import CompiledPrefetch


def attach_rows_of_page(agreement: Agreement) -> None:
    """Its papers and evidence with those of the case above, its indicators, activities and
    corrections.
    """
    cases = [case for case in (agreement, agreement.parent) if case]
    for question in _of_both():
        question.attach(cases)
    for question in _of_its_own():
        question.attach([agreement])


@cache
def _of_both() -> list[CompiledPrefetch[Any]]:
    return [
        CompiledPrefetch(Agreement, "documents", Document.objects.select_related("signed")),
        CompiledPrefetch(Agreement, "evidence", Evidence.objects.select_related("by")),
    ]


@cache
def _of_its_own() -> list[CompiledPrefetch[Any]]:
    said = Correction.objects.select_related("by", "resolved_by")
    return [
        CompiledPrefetch(Agreement, "indicators", Indicator.objects.all()),
        CompiledPrefetch(Agreement, "activities", Activity.objects.all()),
        CompiledPrefetch(Agreement, "corrections", said),
    ]
