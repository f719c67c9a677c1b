from collections.abc import Iterable
from itertools import groupby

from django import template

from agreements.documents import signatures
from agreements.models import Agreement
from agreements.regulations import register as articles
from agreements.regulations.vocabulary import REGULATIONS, Citation
from agreements.rooms import Room, rooms_of

register = template.Library()


@register.filter
def says(citation: Citation) -> str:
    """What the cited article says, in our words."""
    return articles.says(citation)


@register.filter
def cited(citations: Iterable[Citation]) -> str:
    """Several places with each regulation named once: "Permendagri 22/2020 Pasal 25, Pasal 27; PP 28/2018 Pasal 17"."""
    return "; ".join(
        f"{REGULATIONS[regulation]} {', '.join(place.article for place in places)}"
        for regulation, places in groupby(citations, lambda place: place.regulation)
    )


@register.filter
def lines(findings: dict) -> list[signatures.Line]:
    """What was found of the electronic signatures in a file, in plain words."""
    return signatures.said(findings)


@register.filter
def rooms(agreement: Agreement) -> list[Room]:
    """The pages that this case has beside its own."""
    return rooms_of(agreement)
