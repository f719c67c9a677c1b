"""The office's library of clauses: everybody reads it, Bagian Hukum keeps it. Drafts copy from it
and never look back.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.documents.wording import clauses_abroad
from agreements.documents.wording import standard_clauses as standard
from agreements.documents.wording.kept_trees import has_structure
from agreements.documents.wording.mandatory_parts import is_hollow
from agreements.documents.wording.topics import TOPICS
from agreements.forms.uploads import LONGEST_TEXT
from agreements.models import Clause, ClauseStatus
from agreements.views.common import page_status
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import EVERYBODY, allow
from kerjasama.drafts.earlier_values import EarlierValuesMixin
from kerjasama.parameters import primary_key_in
from kerjasama.web import lists
from kerjasama.web.fields import typed_fields
from kerjasama.web.requests import AuthenticatedRequest

PARTS: dict[str, tuple[str, ...]] = {
    code: (
        *kind.wording.parts,
        *kind.wording.with_third_party,
        *(TOPICS if has_structure(code) else ()),
    )
    for code, kind in KINDS.items()
    if kind.wording and kind.wording.parts
}
INSTRUMENTS = [(kind, KINDS[kind].title) for kind in PARTS]
TITLES = (
    {
        part: clauses_abroad.TITLES[part][0]
        for code, parts in PARTS.items()
        for part in parts
        if part not in TOPICS and KINDS[code].is_bilingual
    }
    | {part: topic.title for part, topic in TOPICS.items()}
    | standard.TITLES
)
PART_CHOICES = sorted(TITLES.items(), key=lambda pair: pair[1])
# What belongs together: a clause that lays down a duty has all three.
DUTY = ("due_text", "due_party", "due_rhythm")
COPIED = (
    "part",
    "title",
    "text_id",
    "text_en",
    "legal_basis",
    "instruments",
    "mandatory",
    *DUTY,
    "due_months",
    "due_days",
)
CLAUSES = lists.make_listing(
    "pustaka-klausul",
    {
        "Jenis Pasal": lambda row: row.part,
        "Kode": lambda row: row.clause.code,
        "Klausul": lambda row: row.clause.title,
        "Naskah": lambda row: ", ".join(title for title, _ in row.instruments),
        "Wajib pada": lambda row: ", ".join(
            title for title, is_mandatory in row.instruments if is_mandatory
        ),
        "Dasar hukum": lambda row: row.clause.legal_basis,
        "Status": lambda row: row.clause.get_status_display(),
        "Berlaku sejak": lambda row: row.clause.valid_from,
        "Teks Indonesia": lambda row: row.clause.text_id,
        "Teks Inggris": lambda row: row.clause.text_en,
    },
)


class ClauseForm(EarlierValuesMixin, forms.ModelForm):
    """What stays of a clause in force is its text: only its status may still change."""

    part = forms.ChoiceField(label="Jenis Pasal", choices=PART_CHOICES)
    text_id = forms.CharField(
        label="Teks Indonesia", max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )
    text_en = forms.CharField(
        label="Teks Inggris",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "lang": "en"}),
    )
    instruments = forms.MultipleChoiceField(
        label="Ditawarkan pada naskah", choices=INSTRUMENTS, widget=forms.CheckboxSelectMultiple
    )
    mandatory = forms.MultipleChoiceField(
        label="Wajib pada naskah",
        choices=INSTRUMENTS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Hanya bagi rancangan yang dimulai sesudah klausul ini berlaku.",
    )

    class Meta:
        model = Clause
        formfield_callback = typed_fields
        fields = ["code", *COPIED, "status", "valid_from"]
        help_texts = {
            "due_text": (
                "Kosongkan bila klausul ini tidak menimbulkan kewajiban berkala atau berjangka. "
                "Kewajiban muncul dalam daftar saat naskah yang memuat klausul ini ditandatangani."
            ),
            "due_months": "Untuk jatuh tempo tiap sekian bulan atau sekian bulan sebelum berakhir.",
            "due_days": "Untuk jatuh tempo sekian hari sejak penandatanganan atau sesudah masanya.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_statuses = (ClauseStatus.PROPOSED, ClauseStatus.IN_FORCE)
        if self.instance.is_fixed:
            open_statuses = (ClauseStatus.IN_FORCE, ClauseStatus.WITHDRAWN)
            for name in self.fields:
                self.fields[name].disabled = name != "status"
        self.fields["status"].choices = [(status.value, status.label) for status in open_statuses]
        for name in ("due_months", "due_days"):
            self.fields[name].required = False  # what is left empty keeps its first value

    def clean_due_months(self) -> int:
        return self.cleaned_data["due_months"] or self.instance.due_months

    def clean_due_days(self) -> int:
        return self.cleaned_data["due_days"] or self.instance.due_days

    def clean_text_id(self) -> str:
        text = self.cleaned_data["text_id"].replace("\r\n", "\n")
        if is_hollow(text):
            raise forms.ValidationError("Tulis rumusan klausulnya.")
        return text

    def clean_text_en(self) -> str:
        return self.cleaned_data["text_en"].replace("\r\n", "\n")

    def clean_instruments(self) -> list[str]:
        chosen = self.cleaned_data["instruments"]
        part = self.cleaned_data.get("part")
        if not part:
            return chosen
        strange = ", ".join(KINDS[kind].title for kind in chosen if part not in PARTS[kind])
        if strange:
            raise forms.ValidationError(f"{strange} tidak mempunyai Pasal {TITLES[part]}.")
        return chosen

    def clean(self) -> dict[str, Any]:
        """A duty is owed by somebody on some day."""
        given = super().clean() or {}
        if not any(given.get(name) for name in DUTY):
            return given
        for name in DUTY:
            if not given.get(name) and name not in self.errors:
                self.add_error(name, "Lengkapi, karena klausul ini menimbulkan kewajiban.")
        return given

    def clean_mandatory(self) -> list[str]:
        chosen = self.cleaned_data["mandatory"]
        if set(chosen) - set(self.cleaned_data.get("instruments", chosen)):
            raise forms.ValidationError(
                "Klausul hanya dapat diwajibkan pada naskah yang ditawarinya."
            )
        return chosen


@allow(*EVERYBODY)
def show_clauses(request: AuthenticatedRequest) -> HttpResponse:
    """All clauses by kind of Pasal."""
    rows = sorted(
        Clause.objects.select_related("changed_by"),
        key=lambda clause: (TITLES.get(clause.part, clause.part), clause.code),
    )
    page = {
        "rows": [describe_clause(clause) for clause in rows],
        "may_change": may_change(request.user),
    }
    return lists.show_list(request, "pages/clauses.html", page, CLAUSES)


@dataclass(frozen=True)
class ClauseRow:
    """A clause, the title of its Pasal, and the naskah for which it is offered, each with whether
    it is mandatory there.
    """

    clause: Clause
    part: str
    instruments: list[tuple[str, bool]]
    waits: bool


def describe_clause(clause: Clause) -> ClauseRow:
    """The clause in words; it `waits` while the day from which it is in force is to come."""
    is_in_force = clause.status == ClauseStatus.IN_FORCE
    return ClauseRow(
        clause=clause,
        part=TITLES.get(clause.part, clause.part),
        instruments=[(KINDS[kind].title, kind in clause.mandatory) for kind in clause.instruments],
        waits=is_in_force and clause.valid_from > timezone.localdate(),
    )


def may_change(user: User) -> bool:
    """Whether this person keeps the library."""
    return Role.LEGAL in user.roles


@allow(Role.LEGAL)
def create_clause(request: AuthenticatedRequest) -> HttpResponse:
    """A new clause, or one that follows another: its text copied to be changed."""
    old = Clause.objects.filter(pk=primary_key_in(request.GET.get("dari", ""))).first()
    given = {name: getattr(old, name) for name in COPIED if old}
    return save_clause(request, ClauseForm(request.POST or None, initial=given))


@allow(*EVERYBODY)
@transaction.atomic
def show_clause(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One clause; for whoever keeps the library its form."""
    row = get_object_or_404(Clause, pk=pk)
    if not may_change(request.user):
        return render(request, "pages/clause.html", vars(describe_clause(row)))
    return save_clause(request, ClauseForm(request.POST or None, instance=row))


def save_clause(request: AuthenticatedRequest, form: ClauseForm) -> HttpResponse:
    """Save the clause that was sent, else show its form."""
    if request.method == "POST" and form.is_valid():
        form.instance.changed_by = request.user
        form.save()
        messages.success(request, "Klausul tersimpan. Rancangan yang sudah berjalan tidak berubah.")
        return redirect("pustaka-klausul")
    page: dict[str, Any] = {"form": form}
    if form.instance.pk:
        page |= vars(describe_clause(form.instance))
    return render(request, "pages/clause.html", page, status=page_status(is_refused=form.is_bound))
