"""The page Tautan mitra of a case: the links that were given, who used them when, and what the
partner entered.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Window
from django.db.models.functions import RowNumber
from django.http import QueryDict
from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.documents.wording import remarks
from agreements.forms.partner_link import GiveLinkForm
from agreements.models import Agreement, EntryState, PartnerEntry, PartnerLink, PartnerLinkUse
from agreements.workflow import permitting
from agreements.workflow.partner_links import may_give_link
from kerjasama.accounts.models import User
from partners.models import Partner
from partners.partner_change import plain_values_of, version_of

USES_SHOWN = 20


@dataclass(frozen=True)
class LinkLine:
    """One link with its last uses."""

    link: PartnerLink
    naskah: str
    uses: list[PartnerLinkUse]
    used: int
    is_behind: bool  # whether the draft has a newer version than it shows
    is_open: bool
    is_final: bool  # whether the naskah that it shows was made final, which closed it


@dataclass(frozen=True)
class EntryLine:
    """What a partner entered: each field as it stands and as it was entered; `version` is that of
    the record it is compared with.
    """

    entry: PartnerEntry
    fields: list[tuple[str, str, str]]
    version: str


@dataclass(frozen=True)
class LinksPage:
    """What the page shows."""

    lines: list[LinkLine]
    waiting: list[EntryLine]
    decided: list[PartnerEntry]
    form: GiveLinkForm | None
    may_give: bool


def partners_of(agreement: Agreement) -> list[Partner]:
    """The partners among its parties."""
    rows = agreement.parties.exclude(partner=None).select_related("partner")
    return [row.partner for row in rows if row.partner]


def form_to_give(agreement: Agreement, sent: QueryDict | None = None) -> GiveLinkForm:
    """The form of one more link: for a naskah of which a draft is kept."""
    begun = set(agreement.draft_versions.values_list("kind", flat=True))
    here = permitting.naskah_drafted_in(agreement.stage)
    naskah = [
        (kind, KINDS[kind].title)
        for kind in remarks.naskah_of_case(agreement)
        if kind in begun and kind in here
    ]
    return GiveLinkForm(sent, naskah=naskah, partners=partners_of(agreement))


def links_page_of(user: User, agreement: Agreement, form: GiveLinkForm | None = None) -> LinksPage:
    """The page as this person sees it."""
    may_give = may_give_link(user, agreement)
    entries = PartnerEntry.objects.filter(link__agreement=agreement).select_related(
        "link__partner", "decided_by"
    )
    if may_give and form is None and not agreement.is_closed:
        form = form_to_give(agreement)
    return LinksPage(
        lines=_lines_of(agreement),
        waiting=[_waiting(one) for one in entries.filter(state=EntryState.PENDING)],
        decided=list(entries.filter(state__in=(EntryState.CONFIRMED, EntryState.REFUSED))[:20]),
        form=form if may_give else None,
        may_give=may_give,
    )


def _lines_of(agreement: Agreement) -> list[LinkLine]:
    links = agreement.partner_links.select_related("partner", "version", "by", "revoked_by")
    newest: dict[str, int] = {}
    for kind, number in agreement.draft_versions.exclude(source="docx").values_list(
        "kind", "number"
    ):
        newest[kind] = max(number, newest.get(kind, 0))
    # Whoever holds a link may open it many thousand times.
    every = PartnerLinkUse.objects.filter(link__agreement=agreement).order_by()
    used = dict(every.values_list("link").annotate(Count("pk")))
    place = Window(RowNumber(), partition_by="link", order_by="-pk")
    last: defaultdict[int, list[PartnerLinkUse]] = defaultdict(list)
    for use in every.annotate(place=place).filter(place__lte=USES_SHOWN).order_by("-pk"):
        last[use.link_id].append(use)
    now = timezone.now()
    still_open = set(agreement.partner_links.open_at(now).values_list("pk", flat=True))
    lines = []
    for link in links:
        lines.append(
            LinkLine(
                link,
                KINDS[link.kind].title,
                last[link.pk],
                used.get(link.pk, 0),
                is_behind=link.version.number < newest.get(link.kind, 0),
                is_open=link.pk in still_open,
                is_final=link.is_open and link.pk not in still_open,
            )
        )
    return lines


def _waiting(entry: PartnerEntry) -> EntryLine:
    stands = plain_values_of(entry.link.partner)
    fields = [
        (Partner.label_of(name), stands.get(name, ""), value)
        for name, value in entry.values.items()
    ]
    return EntryLine(entry, fields, version_of(stands))
