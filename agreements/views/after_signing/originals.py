"""The originals: the register over all cases, those of one case, one original with its ways, and
the yearly census.
"""

from functools import partial

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from agreements.documents.kinds import KINDS
from agreements.forms.originals import MoveForm, OriginalFilter
from agreements.forms.reasons import WhyForm
from agreements.models import Agreement, CensusMark, Original, OriginalState
from agreements.models.signing import plan_of_originals
from agreements.monitoring.custody import census, new_originals, originals
from agreements.monitoring.custody.signing import MAY_KEEP, may_arrange_signing
from agreements.pages.original import MoveLine, OriginalPage, StrikeOption
from agreements.pages.original_register import (
    CensusPage,
    MissingOriginal,
    OriginalRow,
    OriginalsOfCasePage,
    SharedOriginal,
    build_original_register,
)
from agreements.regulations.originals import (
    ABROAD,
    COPY_OF_THE_SECRETARY_GENERAL,
    Bearer,
    Share,
    shares_of_originals,
)
from agreements.views.common import run_act, visible_or_404
from agreements.views.leadership.reading import PAGE, prepare_rows
from agreements.views.repeating import run_order, wish_of
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import EVERYBODY, NUMBER_READERS, allow
from kerjasama.parameters import primary_key_in
from kerjasama.web import lists
from kerjasama.web.requests import AuthenticatedRequest

ORIGINALS = lists.make_listing(
    "naskah-asli",
    {
        "Kerja sama": lambda row: row.case.title,
        "Naskah": lambda row: row.naskah,
        "OPD": lambda row: row.case.owner,
        "Rangkap": lambda row: row.original.label,
        "Bagi": lambda row: row.original.bearer_label,
        "Tempat dan pemegang": lambda row: ", ".join(
            filter(None, (row.original.place, str(row.original.holder)))
        ),
        "Status": lambda row: row.original.get_state_display(),
        "Kembali paling lambat": lambda row: row.original.due_on,
    },
)

OF_CASE = lists.make_listing(
    "naskah-asli-kerja-sama",
    {
        "Naskah": lambda row: f"{row.naskah}, {row.original.label_in_sentence}",
        "Bagi": lambda row: row.original.bearer_label,
        "Dasar": lambda row: row.share.citation or "",
        "Tempat dan pemegang": lambda row: ", ".join(
            filter(None, (row.original.place, str(row.original.holder)))
        ),
        "Status": lambda row: row.original.get_state_display(),
    },
)


def add_case_titles(rows: list[Original], cases: dict[int, Agreement]) -> list[OriginalRow]:
    """Each original with the title of its naskah and its case."""
    return [OriginalRow(row, KINDS[row.kind].title, cases[row.agreement_id]) for row in rows]


@allow(*EVERYBODY)
def show_originals_register(request: AuthenticatedRequest) -> HttpResponse:
    """The originals of all cases that this person may see."""
    form = OriginalFilter(request.GET)
    pages = lists.page_of_rows(
        request, form.narrow(Agreement.objects.visible_to(request.user)), PAGE
    )
    cases = prepare_rows(Agreement.objects.all()).in_bulk(
        {row.agreement_id for row in pages.object_list}
    )
    rows = add_case_titles(list(pages.object_list), cases)
    page = build_original_register(request.user, form, rows, pages)
    return lists.show_page(request, "pages/originals.html", page, ORIGINALS)


@allow(*EVERYBODY)
def show_originals_of_case(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The originals of one case, each with whom it is for."""
    agreement = visible_or_404(request.user, pk)
    rows = [
        SharedOriginal(row, KINDS[row.kind].title, share_of(row, agreement))
        for row in agreement.originals.all()
    ]
    page = OriginalsOfCasePage(rows)
    return lists.show_page(request, "pages/case_originals.html", page, OF_CASE, agreement=agreement)


def share_of(original: Original, agreement: Agreement) -> Share:
    """For whom it is, and the article that says so."""
    if original.kind == ABROAD and original.rangkap == new_originals.COPY:
        return COPY_OF_THE_SECRETARY_GENERAL
    if not original.rangkap:
        return Share(Bearer(original.bearer))
    plan = plan_of_originals(agreement, original.kind, original.rangkap)
    shares = shares_of_originals(agreement.track, original.kind, plan)
    if original.rangkap > len(shares):
        return Share(Bearer(original.bearer))
    return shares[original.rangkap - 1]


def original_or_404(user: User, pk: int) -> tuple[Original, Agreement]:
    """The original with its case, if this person may see that."""
    original = get_object_or_404(Original, pk=pk)
    return original, visible_or_404(user, original.agreement_id)


@allow(*EVERYBODY)
def show_original(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One original: where it is, where it was, and what may be done with it."""
    return render_original_page(request, *original_or_404(request.user, pk))


def render_original_page(
    request: AuthenticatedRequest,
    original: Original,
    agreement: Agreement,
    rejected: MoveForm | None = None,
    status: int = 200,
    striking: tuple[int, WhyForm] | None = None,
) -> HttpResponse:
    """The original with what may be done with it now; a form that was refused stands open as it was
    typed: `rejected` of a new move, or with `striking` that of the move with this key.
    """
    may_keep = may_arrange_signing(request.user)
    forms = _move_forms(original) if may_keep else []
    if rejected:
        forms = [rejected, *(form for form in forms if form.action != rejected.action)]
    papers = {
        paper.context["move"]: paper
        for paper in agreement.documents.filter(kind=originals.HANDOVER).order_by("pk")
    }
    ways = _ways_to_strike(original, striking) if may_keep else {}
    moves = original.moves.select_related("by", "strikes", "struck_by__by")
    page = OriginalPage(
        original=original,
        title=KINDS[original.kind].title,
        share=share_of(original, agreement),
        forms=forms,
        may_keep=may_keep,
        moves=[
            MoveLine(move, papers.get(move.pk), ways.get(move.pk)) for move in moves.order_by("-pk")
        ],
        marks=list(original.marks.select_related("by").order_by("-year")),
    )
    shown = {"page": page, "agreement": agreement}
    return render(request, "pages/original.html", shown, status=status)


def _move_forms(original: Original) -> list[MoveForm]:
    """A form for each act that is open where the original stands now."""
    return [
        MoveForm(action=action, original=original)
        for action, (begins, _) in originals.ACTS.items()
        if original.state in begins
    ]


def _ways_to_strike(
    original: Original, striking: tuple[int, WhyForm] | None
) -> dict[int, StrikeOption]:
    """The way to strike each move that stands, by its key."""
    moves = originals.moves_of_original(original)
    typed = dict([striking]) if striking else {}
    return {
        move.pk: StrikeOption(
            before=originals.hindering_move_of(moves, move),
            is_last=move is moves[-1],
            form=typed.get(move.pk) or _strike_form(move.pk),
        )
        for move in moves
    }


def _strike_form(move_id: int, sent: QueryDict | None = None) -> WhyForm:
    return WhyForm(sent, auto_id=f"id_coret_{move_id}_%s")


@allow(*MAY_KEEP)
@require_POST
def act_on_original(request: AuthenticatedRequest, pk: int, action: str) -> HttpResponse:
    """Record what was done with the original."""
    original, agreement = original_or_404(request.user, pk)
    if action not in originals.ACTS:
        raise Http404
    form = MoveForm(request.POST, action=action, original=original)
    if not form.is_valid():
        return render_original_page(request, original, agreement, form, 422)
    try:
        move = originals.record_original_act(pk, request.user, action, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_original_page(request, *original_or_404(request.user, pk), form, 409)
    messages.success(request, f"{move.get_action_display()}: tercatat.")
    return redirect("naskah-asli-rinci", pk)


@allow(*MAY_KEEP)
@require_POST
def strike_move_view(request: AuthenticatedRequest, pk: int, number: int) -> HttpResponse:
    """Strike a move that was recorded by mistake; `number` is its key."""
    original, agreement = original_or_404(request.user, pk)
    get_object_or_404(original.moves.all(), pk=number)
    form = _strike_form(number, request.POST)
    if not form.is_valid():
        return render_original_page(
            request, original, agreement, status=422, striking=(number, form)
        )
    return run_act(
        request,
        partial(originals.strike_move, pk, request.user, number, form.cleaned_data["alasan"]),
        "Dicoret. Catat perpindahan yang benar bila ada.",
        reverse("naskah-asli-rinci", args=[pk]),
    )


@allow(*MAY_KEEP)
@require_POST
def order_handover_view(request: AuthenticatedRequest, pk: int, number: int) -> HttpResponse:
    """Order the minutes of a handing over; `number` is the key of that move."""
    original, _ = original_or_404(request.user, pk)
    get_object_or_404(original.moves.all(), pk=number)
    return run_order(
        request,
        original.agreement,
        partial(originals.order_handover, pk, request.user, number, wish_of(request)),
        "Berita acara sedang dibuat.",
        reverse("naskah-asli-rinci", args=[pk]),
    )


@allow(*NUMBER_READERS)
def show_census(request: AuthenticatedRequest) -> HttpResponse:
    """What the census of a year found; in its own year also what is still to be looked for."""
    this_year = timezone.localdate().year
    asked = request.GET.get("tahun", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else this_year
    marks = CensusMark.objects.filter(year=year)
    counts = marks.aggregate(
        present=Count("pk", filter=Q(found=True)), missing=Count("pk", filter=Q(found=False))
    )
    waiting = Original.objects.none()
    if year == this_year:
        waiting = Original.objects.unmarked(year)
    pages = lists.page_of_rows(
        request, waiting.order_by("place", "agreement_id", "kind", "rangkap"), PAGE
    )
    missing = marks.filter(found=False).select_related("original", "by").order_by("-pk")[:PAGE]
    keys = {row.agreement_id for row in pages.object_list}
    keys |= {mark.original.agreement_id for mark in missing}
    years = CensusMark.objects.order_by().values_list("year", flat=True).distinct()
    cases = prepare_rows(Agreement.objects.all()).in_bulk(keys)
    page = CensusPage(
        year=year,
        years=sorted({*years, this_year}, reverse=True),
        present=counts["present"],
        missing_count=counts["missing"],
        rows=add_case_titles(list(pages.object_list), cases),
        pages=pages,
        missing=[
            MissingOriginal(
                mark, KINDS[mark.original.kind].title, cases[mark.original.agreement_id]
            )
            for mark in missing
        ],
        lost=Original.objects.filter(state=OriginalState.LOST).count(),
        may_count=may_arrange_signing(request.user) and year == this_year,
    )
    return lists.show_page(request, "pages/census.html", page, ORIGINALS)


@allow(*MAY_KEEP)
@require_POST
def record_census_view(request: AuthenticatedRequest) -> HttpResponse:
    """Take down one page of the census; what nobody answered stays open."""
    found = _census_answers(request.POST)
    try:
        new = census.record_census(timezone.localdate().year, request.user, found)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("sensus-naskah")
    said = f"{new} naskah asli diperiksa." if new else "Belum ada naskah yang ditandai."
    messages.success(request, said)
    return redirect("sensus-naskah")


def _census_answers(post: QueryDict) -> dict[int, tuple[bool, str]]:
    """What was said of each original, by its key: whether it is there, and a remark."""
    found = {}
    for name, answer in post.items():
        if not name.startswith("ada-") or answer not in ("ya", "tidak"):
            continue
        key = primary_key_in(name.removeprefix("ada-"))
        if key:
            remark = " ".join(post.get(f"ket-{key}", "").split())[:300]
            found[key] = (answer == "ya", remark)
    return found
