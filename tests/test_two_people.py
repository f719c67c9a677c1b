"""Two people have the same form open. Whoever sends it second is asked or refused, never writes
over what the first stored, and finds everything typed on the page that answers.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.core.cache import caches
from django.urls import get_resolver, reverse
from django.utils import timezone
from lxml.html import FormElement, HtmlElement, fromstring

from agreements.documents.signers import delegable_kinds
from agreements.models import Agreement, Clause, ClauseStatus, NumberSeries
from agreements.monitoring.custody import signing
from agreements.monitoring.implementation import progress
from agreements.workflow import engine
from kerjasama.accounts.models import Delegation, Official
from kerjasama.drafts.earlier_values import EarlierValuesMixin

from .test_visibility import addresses, built, client_of, world  # noqa: F401 (fixtures)
from .world import KB, World

# What says in a page which state of things its person saw.
VERSIONS = re.compile(r'name="(versi|tahap|seen)"')
# "versi" is there the version of the track that is chosen, not one that was seen.
CHOSEN = {"version.html"}
# The fields of a returned draft bear no lasting names, nothing is typed to move a case on, and the
# fields of several things sent together bear the name of each: test_stale_rows, the last test here
# and test_together ask these; the choice among candidates, test_candidates.
ASKED_ELSEWHERE = {
    *("returned.html", "act.html", "together.html", "candidates.html"),
    *("parties.html", "party_act.html"),  # nothing is typed there; test_parties
    "DecreeForm",  # nothing stored is changed; test_mapping
    *("outside.html", "partner_links.html"),  # test_outside_naskah, test_partner_link
    *("naskah_setup.html", "NaskahAtHomeForm", "NaskahAbroadForm"),  # test_three_languages
    "payments.html",  # only a case of three parties has it; test_payments_by_party
    *("TaskHandoverForm", "task_handover_form.html"),  # what is held; test_task_handover
    "partner_proposal.html",  # decided on what was seen; test_partner_changes
}
FIRST, SECOND = "Dari yang pertama", "Dari yang kedua"


@dataclass(frozen=True)
class Shared:
    """A form that two people have open, and what `carries` the version that they saw: the class of
    the form, or the template with the hidden field.

    Each fills in `field` in their own way, and `more` alike. Where `meanwhile` is given, that is
    what happens while the second still types, instead of the same form sent by the first.
    """

    page: str
    carries: tuple[str, ...]
    field: str
    first: str = FIRST
    second: str = SECOND
    who: tuple[str, str] = ("staf", "staf")
    filled: Callable[[World], tuple] | None = None
    more: dict[str, str] = field(default_factory=dict)
    meanwhile: Callable[[World], Any] | None = None

    def __str__(self) -> str:
        return f"{self.page}-{self.field}"

    def address(self, there: World) -> str:
        filled = self.filled(there) if self.filled else addresses(there).get(self.page, ())
        return reverse(self.page, args=filled)


def move_on(there: World) -> None:
    """The case leaves its stage."""
    case = Agreement.objects.get(pk=there.running.pk)
    engine.send_case_back(case.pk, there.people["kabag"], case.stage_code, "persiapan", "Ulang", [])


def report_quarter_anew(there: World) -> None:
    row, office = there.signed.progress.get(), there.people["verifikator"]
    progress.send_progress_back(there.signed.pk, office, row.pk, row.version, "Kurang bukti.")
    told = {"percent": 40, "output": "Lain", "note": "", "sha256": row.sha256, "file_name": "b.pdf"}
    progress.submit_progress(there.signed.pk, there.people["staf"], row.activity_id, 2, **told)


def a_planned_signing(there: World) -> tuple:
    rows = {"rundown": [], "guests": [], "turns": []}
    when = {"day": timezone.localdate() + timedelta(8), "starts": time(9), "ends": None}
    how = {"place": "Ruang rapat", "method": "seremonial", "copies": 2, "note": ""}
    signing.plan_signing(there.running.pk, there.people["verifikator"], KB, **rows, **when, **how)
    return there.running.pk, KB


def a_series(there: World) -> tuple:
    return (NumberSeries.objects.first().pk,)


def a_clause(there: World) -> tuple:
    since = timezone.localdate() - timedelta(9)
    told = {"code": "RAHASIA", "part": "lain_lain", "title": "Kerahasiaan", "instruments": [KB]}
    return (
        Clause.objects.create(
            **told, text_id="Data dijaga.", status=ClauseStatus.PROPOSED, valid_from=since
        ).pk,
    )


def a_delegation(there: World) -> tuple:
    paper, today = delegable_kinds()[0].code, timezone.localdate()
    row = Delegation.objects.create(papers=[paper], office="sekda", since=today, basis="Perbup 1")
    return (row.pk,)


def an_official(there: World) -> tuple:
    return (Official.objects.filter(unit=None).first().pk,)


def the_partner(there: World) -> tuple:
    return (there.signed.partner_id,)


def somebody(there: World) -> tuple:
    return (there.people["staf"].pk,)


def the_unit(there: World) -> tuple:
    return (there.signed.owner_id,)


OFFICE, HEADS, ADMINS = ("verifikator", "kabag"), ("kabag", "admin"), ("admin", "admin")
SHARED = (
    # The case and its naskah.
    Shared("ubah", ("ProposalForm", "proposal.html"), "latar_belakang"),
    Shared(
        "ubah",
        ("RowForm",),
        "indicators-0-name",
        filled=lambda there: (there.begun.pk, "rencana"),
    ),
    Shared(
        "redaksi",
        ("WordingForm", "ArticlesForm", "wording.html", "structure.html"),
        "objek",
        who=("hukum", "staf"),
    ),
    Shared("surat-ubah", ("LetterForm",), "subject", who=OFFICE),
    Shared("rapat-rinci", ("MeetingForm", "meeting.html"), "place", who=OFFICE),
    Shared("rapat-rinci", ("AttendeeForm",), "attendees-0-name", who=OFFICE),
    Shared(
        "atur-penandatanganan",
        ("SigningForm", "signing_form.html"),
        "note",
        who=OFFICE,
        filled=a_planned_signing,
        more={"ends": "11:00"},
    ),
    Shared(
        "hari-pihak",
        ("PartyDaysForm",),
        "tempat_2",
        who=OFFICE,
        filled=lambda there: (there.running.pk, KB),
        more={"hari_2": "2026-01-12"},
    ),
    Shared(
        "naskah-lama-rinci", ("LegacyCorrectionForm",), "title", who=OFFICE, more={"reason": "x"}
    ),
    Shared(
        "penanda-tangan",
        ("signatory.html",),
        "name",
        more={"office": "Direktur", "right": "jabatan"},
    ),
    # Acts on a case that meanwhile went on.
    Shared(
        "kerja-sama",
        ("requirement_form.html",),
        "note",
        who=("verifikator", "verifikator"),
        meanwhile=move_on,
        more={"outcome": "disepakati", "decided_on": "2026-10-05"},
    ),
    Shared(
        "kerja-sama",
        ("send_back.html",),
        "alasan",
        who=OFFICE,
        meanwhile=move_on,
        more={"tujuan": "persiapan", "butir": "Satu"},
    ),
    Shared("tolak", ("halt.html",), "alasan", who=("kabag", "sekda"), meanwhile=move_on),
    # What follows the signature.
    Shared(
        "ubah-rencana",
        ("PlannedForm", "plan_edit.html"),
        "activities-0-output",
        more={"alasan": "Berubah"},
    ),
    Shared("capaian", ("progress.html",), "alasan", who=OFFICE, meanwhile=report_quarter_anew),
    Shared(
        "tulis-laporan",
        ("ReportForm", "report.html"),
        "hasil",
        filled=lambda there: (there.signed.pk, "ksdpk-semester", "2026-07-01"),
    ),
    Shared("isi-evaluasi", ("AssessmentForm", "assessment.html"), "note_tujuan"),
    Shared(
        "koreksi-angka-rinci",
        ("FigureCorrectionForm",),
        "target",
        "71",
        "72",
        who=OFFICE,
        more={"alasan": "Salah ketik"},
    ),
    Shared(
        "perubahan", ("DecisionForm",), "reason", who=("staf", "kepala"), more={"choice": "akhiri"}
    ),
    # What the office and the administrator keep.
    Shared("tenggat", ("TermForm",), "days", "11", "12", who=HEADS),
    Shared("tenggat-kewajiban", ("DutyDaysForm",), "days", "11", "12", who=HEADS),
    Shared(
        "bacaan-ketentuan",
        ("ReadingForm",),
        "choice",
        "keseluruhan",
        "semua",
        who=("kabag", "kabag"),
        more={"reason": "Arahan Bagian Hukum"},
    ),
    Shared("tenggat-radar", ("MonthsForm",), "months", "13", "14", who=HEADS),
    Shared("tangga-masa-berlaku", ("LadderForm",), "steps", "90, 11", "90, 12", who=HEADS),
    Shared("tangga-masa-berlaku", ("DecisionTermForm",), "days", "11", "12", who=HEADS),
    Shared("seri-rinci", ("SeriesForm",), "title", who=HEADS, filled=a_series),
    Shared("klausul", ("ClauseForm",), "title", who=("hukum", "hukum"), filled=a_clause),
    Shared("atas-nama-rinci", ("DelegationForm",), "basis", who=HEADS, filled=a_delegation),
    Shared("pejabat-rinci", ("OfficialForm",), "name", who=HEADS, filled=an_official),
    Shared(
        "mitra-ubah",
        ("PartnerForm",),
        "address",
        who=OFFICE,
        filled=the_partner,
        more={"phone": "0541 123456"},
    ),
    Shared(
        "pengguna-rinci",
        ("UserForm",),
        "first_name",
        who=ADMINS,
        filled=somebody,
        more={"aksi": "data"},
    ),
    Shared("pemetaan-atur", ("MappingForm",), "note", who=OFFICE, filled=lambda there: (2027,)),
    Shared(
        "pemetaan-ubah",
        ("ItemForm",),
        "tujuan",
        who=("staf", "kepala"),
        filled=lambda there: (there.keys["butir"],),
    ),
    Shared("unit-rinci", ("UnitForm",), "name", who=ADMINS, filled=the_unit),
    Shared("profil-daerah", ("RegionForm",), "short_name", who=ADMINS),
    Shared(
        "aturan-masuk", ("RulesForm",), "factor_grace_days", first="11", second="12", who=ADMINS
    ),
)


def parsed(answer) -> HtmlElement:
    return fromstring(answer.content.decode())


def form_with(page: HtmlElement, field: str) -> FormElement | None:
    """The form on this page that has the field, and goes somewhere."""
    return next((one for one in page.forms if one.method == "POST" and field in one.fields), None)


def values_of(form: FormElement) -> dict[str, list[str]]:
    """What the form would send, were nothing changed."""
    values: dict[str, list[str]] = {}
    for key, value in form.form_values():
        values.setdefault(key, []).append(value)
    for radio in form.xpath('.//input[@type="radio"][@checked]'):
        values[radio.name] = [radio.get("value", "on")]  # lxml takes an empty value for none
    return values


@pytest.mark.parametrize("shared", SHARED, ids=str)
def test_the_second_writes_nothing_over_and_loses_nothing_typed(shared, world, client_of):  # noqa: F811
    caches["local"].clear()
    address = shared.address(world)
    first, second = (client_of(world.people[name]) for name in shared.who)
    forms_seen = [
        form_with(parsed(client.get(address)), shared.field) for client in (first, second)
    ]
    goes_to = forms_seen[1].get("action") or address
    data, later = (values_of(form) | shared.more for form in forms_seen)
    if shared.meanwhile:
        shared.meanwhile(world)
    else:
        answer = first.post(goes_to, data | {shared.field: shared.first})
        assert answer.status_code == 302, faults_on(answer)
    answer = second.post(goes_to, later | {shared.field: shared.second})
    assert answer.status_code in (409, 422), "the second was neither refused nor asked"
    assert shared.second in typed_on(answer, shared.field), "what the second typed is lost"
    if not shared.meanwhile:
        stored = html.unescape(first.get(address).content.decode())
        assert shared.first in stored, "what the first stored was written over"


def typed_on(answer, field: str) -> list[str] | str:
    """What the page that answers has in the field, or says of it where its form is gone."""
    form = form_with(parsed(answer), field)
    if answer.status_code == 422 and form is not None:
        return [value.strip() for value in values_of(form)[field]]
    return html.unescape(answer.content.decode())


def faults_on(answer) -> list[str]:
    shown = parsed(answer)
    return [
        one.text_content()
        for name in ("invalid-feedback", "alert")
        for one in shown.find_class(name)
    ]


def test_who_changed_nothing_takes_over_what_the_first_stored(world, client_of):  # noqa: F811
    """A ladder is stored as numbers and shown as a text, which the form reads anew."""
    address, client = reverse("tangga-masa-berlaku"), client_of(world.people["kabag"])
    data = values_of(form_with(parsed(client.get(address)), "steps"))
    for changes in ({"steps": "90, 11"}, {}):
        answer = client.post(address, data | changes)
        assert answer.status_code == 302, faults_on(answer)
    assert 'value="90, 11"' in client.get(address).content.decode()


def carriers() -> set[str]:
    """All that carries the version somebody saw, wherever it is declared."""
    templates = {
        file.name
        for file in Path(settings.BASE_DIR, "templates").rglob("*.html")
        if VERSIONS.search(file.read_text(encoding="utf-8"))
    }
    assert get_resolver().url_patterns  # which reads every module that declares a form
    return templates - CHOSEN | {form.__name__ for form in classes_below(forms.BaseForm)}


def classes_below(base: type) -> Iterator[type]:
    """The topmost forms that carry what was seen; those made of them do so in the same way."""
    for form in base.__subclasses__():
        says_seen = {"seen", "seen_event"} & set(getattr(form, "base_fields", ()))
        if says_seen or issubclass(form, EarlierValuesMixin):
            yield form
        else:
            yield from classes_below(form)


def test_every_form_with_a_version_is_shared_by_two_above():
    asked = {one for shared in SHARED for one in shared.carries} | ASKED_ELSEWHERE
    assert carriers() == asked


def test_a_case_that_went_on_is_not_moved_on_by_who_saw_its_earlier_stage(world, client_of):  # noqa: F811
    caches["local"].clear()
    seen = Agreement.objects.get(pk=world.running.pk).stage_code
    move_on(world)
    client, where = client_of(world.people["verifikator"]), [world.running.pk]
    client.post(reverse("teruskan", args=where), {"tahap": seen})
    assert "sudah berpindah tahap" in client.get(reverse("kerja-sama", args=where)).content.decode()
    assert Agreement.objects.get(pk=world.running.pk).stage_code == "persiapan"
