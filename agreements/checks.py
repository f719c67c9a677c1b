from django.conf import settings
from django.core.checks import Error, Warning, register
from django.template.loader import get_template

from agreements.documents.signatures import sealing

from .documents.kinds import KINDS
from .models.agreement import FACT_FIELDS
from .regulations import catalogue


@register
def tracks_are_sound(app_configs, **kwargs) -> list[Error]:
    kinds = {code for code, kind in KINDS.items() if get_template(kind.template)}
    return [
        Error(fault, id="agreements.E001")
        for track in catalogue.ALL
        for fault in catalogue.faults_of_track(track, kinds, set(FACT_FIELDS))
    ]


@register
def seal_can_be_used(app_configs, **kwargs) -> list[Warning]:
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
def passphrases_travel_encrypted(app_configs, **kwargs) -> list[Warning]:
    if settings.BSRE_URL.startswith("http://"):
        return [
            Warning("Passphrases travel to BSRE_URL in the clear; use https.", id="agreements.W002")
        ]
    return []
