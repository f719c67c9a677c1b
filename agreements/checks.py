from django.core.checks import Error, register
from django.template.loader import get_template

from .documents.kinds import KINDS
from .models.agreement import FACT_FIELDS
from .regulations import catalogue


@register
def tracks_are_sound(app_configs, **kwargs) -> list[Error]:
    kinds = {code for code, kind in KINDS.items() if get_template(kind.template)}
    return [Error(fault, id="agreements.E001") for track in catalogue.ALL for fault in catalogue.faults(track, kinds, set(FACT_FIELDS))]
