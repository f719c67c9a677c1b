"""A change of a mitra: the proposal waits for the Bagian Kerja Sama, and whoever uses the mitra is
told what changed.
"""

from collections.abc import Collection, Iterator
from functools import partial
from itertools import groupby

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from agreements.models import STOPPED, Agreement, Origin, Party, State
from kerjasama.accounts.policy import OFFICE, OPD_ROLES, RoleHolders
from kerjasama.notices.models import Kind
from kerjasama.notices.posting import send_notice
from kerjasama.notices.sources import Task, read_shared, register_task_source
from partners.models import Partner, PartnerChange

WAITING, CHANGED, DECIDED = "usulan-mitra/", "mitra-berubah/", "usulan-mitra-diputus/"


def units_naming(partner: Partner) -> frozenset[int]:
    """The units with a case that names the mitra; what was given up names nobody."""
    cases = Agreement.objects.filter(parties__partner=partner)
    live = cases.exclude(state__in=STOPPED).exclude(origin=Origin.TAKEN_BACK)
    return frozenset(live.order_by().values_list("owner", flat=True))


@register_task_source(WAITING, Kind.TASK)
def partner_change_tasks(_: Collection[int]) -> Iterator[Task]:
    """The Bagian decides what others propose to change of a mitra, never its proposer."""
    rows = list(PartnerChange.objects.pending().select_related("by", "partner").defer("logo"))
    if not rows:
        return
    seats = read_shared(RoleHolders)
    for row in rows:
        people = seats.among(OFFICE, 0) - {row.by.present_account}
        labels = ", ".join(Partner.label_of(name) for name in row.fields)
        text = f"Diusulkan {row.by}: {labels}. Alasan: {row.reason}"
        url = f"{reverse('mitra-rinci', args=[row.partner_id])}#usulan"
        subject = f"Putuskan usulan perubahan mitra: {row.partner}"
        yield Task(Kind.TASK, f"{WAITING}{row.pk}", people, subject, partial(str, text), url)


def tell_of_partner_change(change: PartnerChange) -> None:
    """Who proposed learns what became of it; who uses the mitra, that it changed."""
    if change.decided_by is not None:
        _tell_proposer(change)
    if not change.is_refused:
        _tell_units(change)


def _tell_proposer(change: PartnerChange) -> None:
    verdict = change.get_state_display().lower()
    reason = f"Alasan: {change.answer}" if change.answer else ""
    send_notice(
        {change.by.present_account},
        Kind.OUTCOME,
        f"{DECIDED}{change.pk}",
        f"Usulan perubahan mitra {verdict}: {change.name}",
        f"Oleh {change.decided_by}. {reason}".strip(),
        f"{reverse('mitra-rinci', args=[change.partner_id])}#riwayat",
    )


def _tell_units(change: PartnerChange) -> None:
    """The people of each OPD whose cases keep what the registry no longer says."""
    cases = _cases_with_old_data(change.partner)
    seats = RoleHolders()
    for owner, group in groupby(cases, key=lambda case: case.owner_id):
        people = seats.among(OPD_ROLES, owner) - {change.by_id, change.decided_by_id}
        subject, url = _subject_and_url(change.partner, list(group))
        text = (
            f"Data mitra {change.partner} berubah. Naskahnya tetap seperti yang disepakati; ambil"
            " data terbaru bila perlu."
        )
        send_notice(people, Kind.NEWS, f"{CHANGED}{change.pk}/{owner}", subject, text, url)


def _cases_with_old_data(partner: Partner) -> list[Agreement]:
    """The running cases and those in force that took other data of the mitra, by their units."""
    today = timezone.localdate()
    live = Q(agreement__state=State.RUNNING) | Q(
        agreement__holds_until__gte=today, agreement__terminated=False
    )
    rows = Party.objects.filter(live, partner=partner).exclude(agreement__state__in=STOPPED)
    rows = rows.exclude(agreement__origin=Origin.TAKEN_BACK)
    rows = rows.select_related("agreement").defer("agreement__search")
    cases = []
    for row in rows.order_by("agreement__owner", "agreement"):
        row.partner = partner
        if row.changes_since_taken():
            cases.append(row.agreement)
    return cases


def _subject_and_url(partner: Partner, cases: list[Agreement]) -> tuple[str, str]:
    """One case by its name with the page of its parties; several as their number with a list."""
    if len(cases) == 1:
        url = reverse("pihak", args=[cases[0].pk])
        return f"Data mitra {partner} berubah: {cases[0].title} memakai data lama", url
    words = f"Data mitra {partner} berubah: {len(cases)} kerja sama memakai data lama"
    return words, f"{reverse('daftar')}?mitra={partner.pk}"
