"""What the global search found, in groups, as a value."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from agreements.documents.kinds import KINDS
from agreements.models import Agreement, Document
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.models.searching import initials_of_name
from agreements.pages.articles import address_of_citation
from agreements.pages.leadership.figures import listed
from agreements.regulations.finding import find_articles
from kerjasama.accounts.models import Unit, User
from partners.models import Partner

# So many of each group at first, and so many when one group is asked for alone.
FIRST, ALL = 5, 100
FEWEST_LETTERS = 2
FIRST_TRACKS = 3


@dataclass(frozen=True)
class Link:
    """Where a result also leads."""

    text: str
    address: str


@dataclass(frozen=True)
class Result:
    """One thing that was found: its name, a line that tells it from others, where it is."""

    title: str
    detail: str
    address: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Group:
    """Results of one sort. `count` is of all, `results` the first of them."""

    code: str
    title: str
    count: int
    results: tuple[Result, ...]
    address: str

    @property
    def rest(self) -> int:
        """How many are not shown."""
        return self.count - len(self.results)


@dataclass(frozen=True)
class SearchPage:
    """What was asked and what was found; `is_alike` when only something similar was."""

    asked: str
    groups: tuple[Group, ...]
    is_alike: bool = False

    @property
    def count(self) -> int:
        """How much was found in all."""
        return sum(group.count for group in self.groups)

    @property
    def is_too_short(self) -> bool:
        """Whether too little was asked to search for."""
        return len(self.asked) < FEWEST_LETTERS


def build_search_page(user: User, asked: str, only: str = "") -> SearchPage:
    """All groups in which something was found, or one alone with more of it. Cases and papers are
    those that the person may see.
    """
    asked = " ".join(asked.replace("\0", "").split())[:200]
    if len(asked) < FEWEST_LETTERS:
        return SearchPage(asked, ())
    most = ALL if only in GROUPS else FIRST
    codes = [only] if only in GROUPS else list(GROUPS)
    groups = tuple(group for code in codes if (group := GROUPS[code](user, asked, most)).count)
    if groups:
        return SearchPage(asked, groups)
    alike = _find_alike(user, asked)
    return SearchPage(asked, (alike,) if alike.count else (), is_alike=True)


def _find_cases(user: User, asked: str, most: int) -> Group:
    rows = Agreement.objects.visible_to(user).search(asked).order_by("-created_at", "-pk")
    return _group_of_cases(rows, asked, most)


def _find_alike(user: User, asked: str) -> Group:
    rows = Agreement.objects.visible_to(user).resembling(asked)
    return _group_of_cases(rows, asked, FIRST)


def _group_of_cases(rows: AgreementQuerySet, asked: str, most: int) -> Group:
    first = rows.select_related("owner").only(
        *("title", "state", "track_code", "track_version", "stage_code", "holders", "return_to"),
        *("effective_on", "ends_on", "terminated", "open_ended"),
        *("renews_itself", "ends_on_its_day"),
        "owner__name",
    )
    results = tuple(_case(case) for case in first.with_partner_names()[:most])
    address = listed(urlencode({"q": asked}))
    return Group("kerja-sama", "Kerja sama", rows.order_by().count(), results, address)


def _case(case: Agreement) -> Result:
    told = filter(None, (str(case.owner), case.partners_in_short, case.status))
    detail = " · ".join(told)
    return Result(case.title, detail, reverse("kerja-sama", args=[case.pk]))


def _find_numbers(user: User, asked: str, most: int) -> Group:
    """Papers whose number holds what is asked; only what has a figure is a number."""
    rows = Document.objects.none()
    if any(letter.isdigit() for letter in asked):
        seen = Agreement.objects.visible_to(user).order_by().values("pk")
        rows = Document.objects.filter(agreement__in=seen, number__icontains=asked)
    shown = rows.select_related("agreement").only("kind", "number", "agreement__title")
    results = tuple(_paper(paper) for paper in shown.order_by("-pk")[:most])
    return Group("nomor", "Nomor surat dan naskah", rows.count(), results, _alone("nomor", asked))


def _paper(paper: Document) -> Result:
    detail = f"{KINDS[paper.kind].title} · {paper.agreement}"
    address = reverse("kerja-sama", args=[paper.agreement_id])
    return Result(paper.number, detail, address)


def _find_partners(user: User, asked: str, most: int) -> Group:
    rows = Partner.objects.search(asked)
    results = tuple(
        Result(
            partner.name,
            partner.get_kind_display(),
            reverse("mitra-rinci", args=[partner.pk]),
        )
        for partner in rows.defer("logo")[:most]
    )
    address = f"{reverse('mitra')}?{urlencode({'q': asked})}"
    return Group("mitra", "Mitra", rows.order_by().count(), results, address)


def _find_units(user: User, asked: str, most: int) -> Group:
    by_letters = [
        pk
        for pk, name in Unit.objects.values_list("pk", "name")
        if initials_of_name(name) == asked.upper()
    ]
    called = Unit.objects.called(asked).values("pk")
    rows = Unit.objects.filter(Q(pk__in=by_letters) | Q(pk__in=called)).order_by("name")
    results = tuple(
        Result(unit.name, "Daftar kerja samanya", listed(f"opd={unit.pk}")) for unit in rows[:most]
    )
    return Group("opd", "OPD", rows.count(), results, _alone("opd", asked))


def _find_law(user: User, asked: str, most: int) -> Group:
    found = find_articles(asked)
    results = tuple(
        Result(
            str(article.citation),
            article.text,
            address_of_citation(article.citation),
            tuple(
                Link(track.title, reverse("alur-rinci", args=[track.code]))
                for track in article.tracks[:FIRST_TRACKS]
            ),
        )
        for article in found[:most]
    )
    return Group("pasal", "Pasal", len(found), results, _alone("pasal", asked))


def _alone(code: str, asked: str) -> str:
    return f"{reverse('cari')}?{urlencode({'q': asked, 'bagian': code})}"


Find = Callable[[User, str, int], Group]
GROUPS: dict[str, Find] = {
    "kerja-sama": _find_cases,
    "nomor": _find_numbers,
    "mitra": _find_partners,
    "opd": _find_units,
    "pasal": _find_law,
}
