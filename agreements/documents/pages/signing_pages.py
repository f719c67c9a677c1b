"""What the papers around a signing print: the rundown of the day, and the handing over of an
original.
"""

from datetime import date, time

from django.utils import timezone

from agreements.documents import signers
from agreements.documents.kinds import KINDS
from agreements.documents.pages import tables
from agreements.documents.text import indonesian
from agreements.models import Action, Document, OriginalMove, Signing
from agreements.models.original import UNKNOWN_PLACE
from kerjasama.accounts.models import RegionProfile, Role, User

from .builders import Outcomes, Words


def of_rundown(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    signing = Signing.objects.get(pk=document.context["signing"])
    return {
        "signing": signing,
        "naskah": KINDS[signing.kind].title,
        "day": (
            f"{indonesian.WEEKDAYS[signing.day.weekday()]}, {indonesian.short_date(signing.day)}"
        ),
        "hours": (
            signing.hours.replace("–", " sampai dengan ") + f" {timezone.localtime():%Z}"
            if signing.hours
            else ""
        ),
        "copies": indonesian.number_in_words(signing.copies),
        "rundown": _spans(signing),
        "turns": signing.desks,
        "parties": (
            region.name,
            (
                indonesian.flatten_name(document.agreement.partner.name)
                if document.agreement.partner
                else indonesian.BLANK
            ),
        ),
    }


def _spans(signing: Signing) -> list[dict]:
    """Each point from its hour to that of the next."""
    begins = [time.fromisoformat(row["at"]) for row in signing.rundown]
    ends = [*begins, signing.ends][1:]
    return [
        row | {"at": f"{begin:%H.%M}" + (f"–{end:%H.%M}" if end and end > begin else "")}
        for row, begin, end in zip(signing.rundown, begins, ends, strict=True)
    ]


def of_handover(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    """Who gives stands first; of a return that is whoever brings it back."""
    move = OriginalMove.objects.select_related("original", "by").get(pk=document.context["move"])
    original, agreement = move.original, document.agreement
    office = {
        "name": str(move.by),
        "key": "Jabatan",
        "as": (
            f"{_position(move.by)} pada Sekretariat Daerah"
            f" {indonesian.area_of_government(region.name)}"
        ),
    }
    other = {
        "name": move.person,
        "key": "Jabatan" if move.action == Action.HANDED else "Instansi",
        "as": move.office,
    }
    signing = agreement.track.signings[original.kind]
    paper = signers.newest_paper_of_kind(agreement, original.kind)
    return {
        "move": move,
        "original": original,
        "parties": (other, office) if move.action == Action.RETURNED else (office, other),
        "opening": indonesian.date_in_words(move.day),
        "lent": move.action == Action.LENT,
        "returned": move.action == Action.RETURNED,
        "back_by": indonesian.short_date(move.due_on) if move.due_on else "",
        "naskah": KINDS[original.kind].title,
        "naskah_number": paper.number if paper else "",
        "signed_on": tables.recorded_day_of(outcomes.get(signing)),
        "place": move.to_place if move.to_place != UNKNOWN_PLACE else "",
        "region_name": region.name,
    }


def _position(user: User) -> str:
    head = Role.SECTION_HEAD in user.roles
    return "Kepala Bagian Kerja Sama" if head else "Verifikator Bagian Kerja Sama"
