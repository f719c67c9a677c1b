"""Scheduling the signing of one naskah: when and where, and the rows of who comes, what happens
when, and who signs at which desk.
"""

import re
from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.formats import date_format

from agreements.forms.signing import GuestRows, RundownRows, SigningForm, TurnRows
from agreements.models import Agreement, ProposedCorrection, Signing
from agreements.monitoring.custody import clashes
from agreements.monitoring.custody import signing as acts
from agreements.pages.case.signing_form import RowTables, SigningFormPage
from agreements.views.after_signing.signing import kind_or_404
from agreements.views.common import visible_or_404
from agreements.workflow import confirming
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import User
from kerjasama.accounts.policy import allow
from kerjasama.drafts.earlier_values import digest_of_value
from kerjasama.web import rows as more_rows
from kerjasama.web.requests import AuthenticatedRequest

TABLES = {"rundown": RundownRows, "turns": TurnRows, "guests": GuestRows}
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@allow(*acts.MAY_KEEP)
def arrange_signing(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """Schedule the signing of one naskah, with its rows."""
    agreement = visible_or_404(request.user, pk)
    title = kind_or_404(agreement, kind)
    signing = agreement.signings.filter(kind=kind).first()
    sent = more_rows.posted_with_new_row(request)
    form = SigningForm(
        sent,
        agreement=agreement,
        kind=kind,
        signing=signing,
        visible=lambda case: _sees(request.user, case),
    )
    tables = _row_tables(sent, signing)
    page = SigningFormPage(
        title=title,
        form=form,
        tables=tables,
        rule=confirming.SAID if _is_proposal(form, agreement) else "",
        seen=str(sent["seen"]) if sent and "seen" in sent else _seen_mark(signing),
    )
    if more_rows.is_asked(request):
        more_rows.show_without_faults(form, *tables.values())
        return _render(request, agreement, page)
    if not sent:
        return _render(request, agreement, page)
    if _saved(request, agreement, kind, form, tables):
        if "lagi" in request.POST:
            return redirect("atur-penandatanganan", pk, kind)
        return redirect("penandatanganan-berkas", pk)
    if _is_stale(page.seen, signing):
        # Both are shown now; whoever saves again has chosen what was typed.
        page = replace(page, stored=stored_rows(signing, tables), seen=_seen_mark(signing))
    return _render(request, agreement, page, 422)


def _render(
    request: AuthenticatedRequest, agreement: Agreement, page: SigningFormPage, status: int = 200
) -> HttpResponse:
    shown = {"page": page, "agreement": agreement}
    return render(request, "pages/signing_form.html", shown, status=status)


def _is_proposal(form: SigningForm, agreement: Agreement) -> bool:
    """Whether what is sent waits for a second person."""
    return "alasan" in form.fields and confirming.needs_second_person(agreement)


def _row_tables(sent: QueryDict | None, signing: Signing | None) -> RowTables:
    """The tables of the form, as they were sent or as they are stored."""
    tables = {}
    for name, table in TABLES.items():
        initial = None if sent else getattr(signing, name, [])
        tables[name] = table(sent, initial=initial, prefix=name)
    return tables


def _seen_mark(signing: Signing | None) -> str:
    """What somebody sees who opens the form now: the last change, and the rows."""
    return f"{acts.last_change_of(signing)}|{rows_mark(signing)}"


def _is_stale(seen: str, signing: Signing | None) -> bool:
    """Whether the rows are others than those that stood on the page that was sent."""
    return seen != acts.last_change_of(signing) and seen.partition("|")[2] != rows_mark(signing)


def stored_rows(signing: Signing | None, typed: RowTables) -> dict[str, list[str]]:
    """The stored rows of each table that was typed otherwise, a line each."""
    others = {}
    for name, table in typed.items():
        stored = getattr(signing, name, [])
        if not table.is_valid() or table.rows() != stored:
            others[name] = [_line_of(row) for row in stored] or ["(kosong)"]
    return others


def _line_of(row: dict[str, str]) -> str:
    return " · ".join(_plain(value) for value in row.values() if value)


def _plain(value: str) -> str:
    """A day in words; any other value as it stands."""
    if ISO_DAY.fullmatch(value):
        return date_format(date.fromisoformat(value), "j F Y")
    return value


def rows_mark(signing: Signing | None) -> str:
    """A short mark of the rows as they are stored."""
    return digest_of_value([str(getattr(signing, name, [])) for name in TABLES])


def _sees(user: User, agreement: Agreement) -> bool:
    return Agreement.objects.visible_to(user).filter(pk=agreement.pk).exists()


def _saved(
    request: AuthenticatedRequest,
    agreement: Agreement,
    kind: str,
    form: SigningForm,
    rows: RowTables,
) -> bool:
    """Whether the schedule was taken; if not, the forms say why."""
    are_valid = [part.is_valid() for part in (form, *rows.values())]
    if not all(are_valid):
        return False
    signing = agreement.signings.filter(kind=kind).first()
    seen, _, rows_seen = request.POST.get("seen", "").partition("|")
    if form.knows_seen and rows_seen == rows_mark(signing):
        # The rows are as they were, and the form weighed what others changed in its fields.
        seen = acts.last_change_of(signing)
    typed = {name: part.rows() for name, part in rows.items()}
    typed["rundown"].sort(key=lambda row: row["at"])
    try:
        done = acts.plan_signing(
            agreement.pk,
            request.user,
            kind,
            seen=seen,
            confirmed=form.confirmed,
            **form.cleaned_data,
            **typed,
        )
    except clashes.Taken as taken:
        form.say(taken.clashes)
        return False
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    said = "Jadwal penandatanganan tersimpan."
    if isinstance(done, ProposedCorrection):
        said = confirming.WAITS
    messages.success(request, said)
    return True
