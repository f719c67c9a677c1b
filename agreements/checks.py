import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, Warning, register
from django.template import Engine, TemplateDoesNotExist

from agreements.documents.pages.builders import function_named
from agreements.documents.signatures import sealing

from .documents.kinds import DECLARED, KINDS, DocumentKind
from .documents.kinds.proving import Mended, faults_of_kind, faults_of_kinds, faults_of_law
from .models.content import FACT_FIELDS
from .regulations import catalogue
from .regulations.belonging import borrowed_on_track
from .regulations.soundness import faults_of_track

Configs = Sequence[AppConfig] | None  # the applications to check; all where none is named
LAW_IN_TEMPLATE = re.compile(r"\{\{ law\.(\w+) \}\}")


@register
def tracks_are_sound(app_configs: Configs, **options: Any) -> list[Error]:
    return [
        Error(fault, id="agreements.E001")
        for track in catalogue.ALL
        for fault in faults_of_track(track, KINDS, FACT_FIELDS)
    ]


@register
def no_article_is_borrowed(app_configs: Configs, **options: Any) -> list[Error]:
    """What runs on a former version of a track keeps its citations as they were."""
    return [
        Error(fault, id="agreements.E003")
        for track in catalogue.EACH
        for fault in borrowed_on_track(track)
    ]


@register
def kinds_of_paper_are_whole(app_configs: Configs, **options: Any) -> list[Error]:
    faults = [*faults_of_kinds(DECLARED)]
    mended = _fields_in_forms()
    for kind in DECLARED:
        faults += [*faults_of_kind(kind, mended), *_faults_of_printing(kind)]
    return [Error(fault, id="agreements.E002") for fault in faults]


def _fields_in_forms() -> Mended:
    """What somebody can fill in; asked of the forms, which are loaded after all models."""
    from agreements.forms.meetings import MeetingForm
    from agreements.forms.steps import STEP_OF
    from agreements.forms.supporting import FIELDS
    from partners.forms import PartnerForm

    return Mended(
        frozenset(STEP_OF),
        frozenset(PartnerForm.base_fields),
        frozenset((*MeetingForm.base_fields, "attendees")),
        frozenset(FIELDS),
    )


def _faults_of_printing(kind: DocumentKind) -> Iterator[str]:
    """Whether its template and what is written for it are there."""
    try:
        source = Engine.get_default().get_template(kind.template).source
    except TemplateDoesNotExist:
        yield f"{kind.code}: no template {kind.template}"
    else:
        yield from faults_of_law(kind, set(LAW_IN_TEMPLATE.findall(source)))
    takes = kind.on_request.takes if kind.on_request else ""
    for name in filter(None, (kind.context, takes)):
        try:
            function_named(name)
        except (ImportError, AttributeError):
            yield f"{kind.code}: no function {name} under documents/pages"


@register
def seal_can_be_used(app_configs: Configs, **options: Any) -> list[Warning]:
    """A seal that cannot be used stops every final; better learnt at the start than from a failed
    paper.
    """
    try:
        sealing.load_seal()
    except sealing.Unusable as unusable:
        return [
            Warning(str(unusable), hint="SEAL_CERTIFICATE, SEAL_PASSPHRASE", id="agreements.W001")
        ]
    return []


@register(deploy=True)
def passphrases_travel_encrypted(app_configs: Configs, **options: Any) -> list[Warning]:
    if settings.BSRE_URL.startswith("http://"):
        return [
            Warning("Passphrases travel to BSRE_URL in the clear; use https.", id="agreements.W002")
        ]
    return []
