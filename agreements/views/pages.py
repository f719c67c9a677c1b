"""Pages to read."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from agreements.documents import store
from agreements.documents.kinds import KINDS
from agreements.forms import EvidenceForm
from agreements.models import Agreement, Document, DocumentState, Evidence, State, chain_is_intact
from agreements.regulations import catalogue
from agreements.regulations.vocabulary import Kind
from agreements.workflow.engine import MAY_HALT, evaluate, role_of
from kerjasama.accounts import policy
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import EVERYBODY, allow

TITLES = {(t.code, s.code): s.name for t in catalogue.TRACKS for s in t.stages}
LISTED = ("owner", "partner")


def stages_awaiting(roles: frozenset[str]) -> Q:
    """Cases in a stage whose actor is one of the person's roles."""
    mine = Q(pk__in=[])
    for track in catalogue.TRACKS:
        for stage in track.stages:
            if any(role_of(need.actor) in roles for need in stage.requirements):
                mine |= Q(track_code=track.code, stage_code=stage.code)
    return mine


@allow(*EVERYBODY)
def home(request):
    seen = Agreement.objects.visible_to(request.user).running().select_related(*LISTED)
    tasks = []
    for agreement in seen.filter(stages_awaiting(request.user.roles)).prefetch_related()[:12]:
        tasks.append(agreement)
    today = timezone.localdate()
    expiring = Agreement.objects.visible_to(request.user).expiring(today, today + timedelta(90)).count()
    return render(request, "pages/home.html", {"tasks": tasks, "running": seen.count(), "expiring": expiring})


@allow(*EVERYBODY)
def tracks(request):
    return render(request, "pages/tracks.html", {"tracks": catalogue.TRACKS})


@allow(*EVERYBODY)
def register(request):
    rows = Agreement.objects.visible_to(request.user).select_related(*LISTED)
    words, track, state = (request.GET.get(name, "").strip() for name in ("q", "jalur", "status"))
    rows = rows.search(words) if words else rows
    rows = rows.filter(track_code=track) if track else rows
    rows = rows.filter(state=state) if state else rows
    page = Paginator(rows, 25).get_page(request.GET.get("halaman"))
    query = request.GET.copy()
    query.pop("halaman", None)
    return render(request, "pages/register.html", {
        "page": page, "tracks": catalogue.TRACKS, "states": State, "query": query.urlencode(),
        "words": words, "track": track, "state": state,
    })


@allow(*EVERYBODY)
def dashboard(request):
    seen = Agreement.objects.visible_to(request.user)
    by_track = seen.values("track_code").annotate(n=Count("pk")).order_by("track_code")
    titles = {t.code: t.title for t in catalogue.TRACKS}
    by_stage = seen.running().values("track_code", "stage_code").annotate(n=Count("pk")).order_by("-n")
    today = timezone.localdate()
    return render(request, "pages/dashboard.html", {
        "by_track": [(row["track_code"], titles[row["track_code"]], row["n"]) for row in by_track],
        "by_stage": [(titles[r["track_code"]], TITLES[r["track_code"], r["stage_code"]], r["n"]) for r in by_stage],
        "by_owner": seen.values("owner__name").annotate(n=Count("pk")).order_by("-n")[:10],
        "expiring": seen.expiring(today, today + timedelta(90)).select_related(*LISTED)[:10],
    })


@allow(*EVERYBODY)
def detail(request, pk):
    agreement = visible_or_404(request.user, pk)
    return render(request, "pages/agreement.html", detail_context(request.user, agreement))


def visible_or_404(user, pk: int) -> Agreement:
    return get_object_or_404(Agreement.objects.visible_to(user).select_related(*LISTED), pk=pk)


def detail_context(user, agreement: Agreement, rejected: tuple | None = None) -> dict:
    """What the agreement page shows. `rejected` is (requirement code, bound form) to show again as typed."""
    situation = evaluate(agreement)
    documents = list(agreement.documents.order_by("-pk"))
    latest = {}
    for document in documents:
        latest.setdefault(document.kind, document)
    rows = []
    for check in situation.checks:
        need = check.requirement
        mine = check.applies and agreement.state == State.RUNNING and policy.may_act_as(user, role_of(need.actor), agreement)
        form = None
        if mine and not check.met and need.kind in (Kind.APPROVAL, Kind.RECORD, Kind.UPLOAD):
            form = rejected[1] if rejected and rejected[0] == need.code else EvidenceForm(need=need, auto_id=f"id_{need.code}_%s")
        rows.append({"check": check, "mine": mine, "form": form, "document": latest.get(need.document)})
    track = agreement.track
    here = track.position(agreement.stage_code)
    may_move = any(policy.may_act_as(user, r, agreement) for r in (role_of(situation.stage.actor), Role.VERIFIER))
    return {
        "agreement": agreement, "situation": situation, "rows": rows, "documents": documents, "kinds": KINDS,
        "steps": [(s, "done" if i < here else "now" if i == here else "next") for i, s in enumerate(track.stages)],
        "is_ours": policy.may_edit(user, agreement),
        "may_edit": policy.may_edit(user, agreement) and agreement.is_editable,
        "may_move": may_move and agreement.state == State.RUNNING,
        "may_halt": bool(user.roles & set(MAY_HALT)),
        "back_to": [track.stage(c) for c in situation.stage.send_back_to] + [situation.stage],
        "events": agreement.events.select_related("by").order_by("-number"),
        "intact": chain_is_intact(agreement),
        "evidence": agreement.evidence.select_related("by").order_by("-pk"),
        "waiting": any(d.state == DocumentState.QUEUED for d in documents),
    }


@allow(*EVERYBODY)
def document(request, pk):
    paper = get_object_or_404(Document, pk=pk, agreement__in=Agreement.objects.visible_to(request.user))
    return serve(paper.sha256, "application/pdf", f"{paper.kind}-{paper.pk}.pdf")


@allow(*EVERYBODY)
def attachment(request, pk):
    row = get_object_or_404(Evidence, pk=pk, agreement__in=Agreement.objects.visible_to(request.user))
    return serve(row.sha256, "application/octet-stream", row.file_name)


def serve(sha256: str, kind: str, name: str) -> HttpResponse:
    """The stored file, never an altered one."""
    if not sha256:
        raise Http404
    try:
        content = store.get(sha256)
    except store.Damaged:
        return HttpResponse("Berkas hilang atau berubah. Laporkan kepada administrator.", status=500)
    response = HttpResponse(content, content_type=kind)
    disposition = "inline" if kind == "application/pdf" else "attachment"
    safe = "".join(c if c.isalnum() or c in "-_. " else "_" for c in name)
    response["Content-Disposition"] = f'{disposition}; filename="{safe}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
