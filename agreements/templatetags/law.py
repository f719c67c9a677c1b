from collections.abc import Collection
from decimal import Decimal
from itertools import groupby

from django import template
from django.template import RequestContext
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from agreements.case_tabs import CaseTabs, tabs_of_case
from agreements.documents.signatures import uploaded_signatures
from agreements.documents.signatures.findings import Findings
from agreements.family import Node, tree_of
from agreements.models import Agreement
from agreements.models.in_force import in_force_phrase_of, in_force_sentence_of
from agreements.models.searching import with_party
from agreements.monitoring.duties.ledger import Due, due_soon
from agreements.monitoring.duties.radar import Light
from agreements.pages.articles import address_of_citation
from agreements.regulations import register as articles
from agreements.regulations.citations import REGULATIONS, Citation
from agreements.regulations.conditions_abroad import DIPLOMACY
from agreements.regulations.finding import CITED, citation_in
from agreements.regulations.titles import with_titles
from agreements.regulations.vocabulary import Actor
from agreements.regulations.wording import number_of_pasal
from kerjasama.writing.figures import format_money, format_number
from partners.models import Partner

register = template.Library()
MOST_DUES = 20
LOCAL = "norma setempat, bukan ketentuan"
LOCAL_NORM = format_html('<span class="local-norm" title="{}">norma setempat</span>', LOCAL)


@register.filter
def says(citation: Citation) -> str:
    """What the cited article says, in our words."""
    return articles.text_of_citation(citation)


@register.filter
def with_law(text: str) -> SafeString:
    """A text in which every place of the law that it cites is a link."""
    linked = CITED.sub(lambda found: cite(citation_in(found)), conditional_escape(text))
    return mark_safe(linked)  # noqa: S308 - escaped a line before


@register.filter
def titled(text: str) -> str:
    """A text of the law as typed, with the title of our head of region."""
    return with_titles(text)


@register.simple_tag
def cite(citation: Citation | None) -> SafeString:
    """A place of the law as a link to the page of its article; what no article asks for is said to
    be the local norm.
    """
    if citation is None:
        return LOCAL_NORM
    return _linked(citation, str(citation))


@register.simple_tag
def cite_diplomacy() -> SafeString:
    """By which article the country of a partner must have diplomatic relations with ours."""
    return cite(DIPLOMACY)


@register.filter
def cited(citations: Collection[Citation]) -> SafeString:
    """Several places as links with each regulation named once: "Permendagri 22/2020 Pasal 25,
    Pasal 27; PP 28/2018 Pasal 17".

    A step that no article names is the local norm.
    """
    if not citations:
        return LOCAL_NORM
    groups = [
        (REGULATIONS[regulation], format_html_join(", ", "{}", ((_place(one),) for one in places)))
        for regulation, places in _by_regulation(citations)
    ]
    return format_html_join("; ", "{} {}", groups)


@register.filter
def cited_briefly(citations: Collection[Citation]) -> SafeString:
    """Whole articles without their regulation, where there is little room: "Pasal 12, 13"."""
    if not citations:
        return LOCAL_NORM
    numbers = ((_linked(one, _spoken_number(one)),) for one in citations)
    listed = format_html_join(", ", "{}", numbers)
    return format_html('<span aria-hidden="true">Pasal </span>{}', listed)


def _spoken_number(citation: Citation) -> SafeString:
    """A bare number to the eye; to the ear, which meets the link alone, the Pasal."""
    hidden = '<span class="visually-hidden">Pasal </span>{}'
    return format_html(hidden, number_of_pasal(citation))


@register.filter
def named(citations: Collection[Citation]) -> str:
    """The same as plain text, for paper and for what is a link itself."""
    if not citations:
        return LOCAL
    said = [
        f"{REGULATIONS[regulation]} {', '.join(place.article for place in places)}"
        for regulation, places in _by_regulation(citations)
    ]
    return "; ".join(said)


def _by_regulation(citations: Collection[Citation]) -> list[tuple[str, list[Citation]]]:
    groups = groupby(citations, lambda place: place.regulation)
    return [(regulation, list(places)) for regulation, places in groups]


def _place(citation: Citation) -> SafeString:
    return _linked(citation, citation.article or "seluruhnya")


def _linked(citation: Citation, text: str) -> SafeString:
    address = address_of_citation(citation)
    if not address:
        return conditional_escape(text)
    return format_html('<a class="law" href="{}">{}</a>', address, text)


@register.simple_tag(takes_context=True)
def family(context: RequestContext, agreement: Agreement) -> list[Node]:
    """The tree in which the case stands, as this reader may see it."""
    return tree_of(agreement, context["request"].user)


@register.simple_tag(takes_context=True)
def partner_dues(context: RequestContext, partner: Partner) -> list[tuple[Due, Agreement]]:
    """What the partner still owes under the agreements that this reader may see, the first of
    it.
    """
    seen = Agreement.objects.visible_to(context["request"].user).filter(with_party([partner.pk]))
    of_partners = (Actor.PARTNER.name,)
    rows = due_soon(seen, timezone.localdate(), actors=of_partners, bearing=[partner.pk])[
        :MOST_DUES
    ]
    cases = Agreement.objects.only("title").in_bulk({due.agreement_id for due in rows})
    return [(due, cases[due.agreement_id]) for due in rows]


@register.filter
def lamp(light: Light) -> str:
    """The light in a row of a long list; written in Python, since a template included in each row
    costs more than the rest of it.
    """
    shown = format_html('<span class="light light-{}">{}</span>', light.colour, light.tag)
    why = "; ".join(
        f"{reason.signal.name} sejak {date_format(reason.since, 'j M Y')}"
        for reason in light.reasons
    )
    return format_html('{}<br><span class="cite">{}</span>', shown, why) if why else shown


@register.filter
def light_tag(light: Light) -> str:
    """The light alone, for a row of one height."""
    return format_html('<span class="light light-{}">{}</span>', light.colour, light.tag)


@register.filter
def in_force(agreement: Agreement) -> str:
    """How a signed agreement stands, from when until when and why, in one sentence."""
    return in_force_sentence_of(agreement, timezone.localdate())


@register.filter
def until(agreement: Agreement) -> str:
    """The same in a few words, for a list."""
    return in_force_phrase_of(agreement, timezone.localdate())


@register.filter
def rp(amount: Decimal) -> str:
    """ "Rp75.500.000"."""
    return format_money(amount)


@register.filter
def whole_rp(amount: Decimal) -> str:
    """The same without cents, for sums on a page."""
    return format_money(round(amount))


@register.filter
def plain(number: Decimal | str) -> str:
    """ "1.250,5": a number as it is written, without idle zeros."""
    return format_number(Decimal(number))


@register.filter
def lines(findings: Findings) -> list[uploaded_signatures.SignatureFinding]:
    """What was found of the electronic signatures in a file, in plain words."""
    return uploaded_signatures.describe_signatures(findings)


@register.simple_tag
def case_tabs(agreement: Agreement, room: str) -> CaseTabs:
    """The tabs of the case, seen from the page of that name."""
    return tabs_of_case(agreement, room)
