"""The page of a mitra: what is known of it, what waits to be decided, and what was changed."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page

from kerjasama.accounts.models import Role, User
from kerjasama.narrowing import column_of

from .changing import may_decide, pending_change_of
from .forms import MergeForm, PartnerForm, RefusalForm
from .merging import count_references
from .models import Partner, PartnerKind, PartnerMerge
from .numbers import may_read_numbers, shown_value
from .partner_change import (
    ALIASES,
    LABELS,
    LOGO,
    PartnerChange,
    plain_values_of,
    version_of,
)

Details = list[tuple[str, str | date]]
WRITERS = (Role.OPD, Role.VERIFIER, Role.SECTION_HEAD, Role.ADMIN)
MERGERS = (Role.VERIFIER, Role.SECTION_HEAD, Role.ADMIN)
FIRST_CHANGES = 20
EMPTY = "kosong"


@dataclass(frozen=True)
class PartnersPage:
    """The register, narrowed by words and a kind."""

    pages: Page
    words: str
    kind: str
    may_write: bool

    @property
    def rows(self) -> list[Partner]:
        """Those of this page."""
        return list(self.pages)

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds by which it is narrowed."""
        return PartnerKind.choices


@dataclass(frozen=True)
class FieldChange:
    """A field of a mitra: what stood there, and what it says now or shall say. `meanwhile` is what
    stands there today where others changed it since.
    """

    label: str
    old: str
    new: str
    meanwhile: str = ""


@dataclass(frozen=True)
class PastChange:
    """A change that was made or decided, field by field."""

    change: PartnerChange
    lines: list[FieldChange]


@dataclass(frozen=True)
class WaitingProposal:
    """A proposal that waits, what it changes, and what this reader may do with it."""

    change: PartnerChange
    lines: list[FieldChange]
    version: str
    may_decide: bool
    is_mine: bool
    form: RefusalForm

    @property
    def was_changed_since(self) -> bool:
        """Whether others changed meanwhile what it proposes to change."""
        return any(line.meanwhile for line in self.lines)


@dataclass(frozen=True)
class History:
    """The newest changes, or all of them."""

    rows: list[PastChange]
    left: int


class Reader:
    """Shows the data of one mitra to one person."""

    def __init__(self, user: User, partner: Partner) -> None:
        self.user, self.partner = user, partner
        self.in_full = may_read_numbers(user, partner)

    def details(self) -> Details:
        """(label, value) of all that is known about the mitra besides name, kind and logo."""
        return self._details(self.partner.known_values(), self.partner.kind)

    def details_of_merge(self, merge: PartnerMerge) -> Details:
        """(label, value) of what a merged mitra held."""
        kind = str(merge.data.get("kind", ""))
        return self._details(merge.known_values(), kind, of_past=True)

    def _details(
        self, values: dict[str, str | date], kind: str, *, of_past: bool = False
    ) -> Details:
        return [
            (
                Partner.label_of(field),
                shown_value(
                    field,
                    Partner.readable_value(field, value),
                    kind,
                    in_full=self.in_full,
                    of_past=of_past,
                ),
            )
            for field, value in values.items()
        ]

    def waiting_proposal(self, form: RefusalForm | None) -> WaitingProposal | None:
        """The proposal that waits; `form` is the refusal that was sent without a reason."""
        change = pending_change_of(self.partner)
        if change is None:
            return None
        now = plain_values_of(self.partner)
        return WaitingProposal(
            change=change,
            lines=[
                self._line(name, old, new, now[name]) for name, (old, new) in change.fields.items()
            ],
            version=version_of(now),
            may_decide=may_decide(self.user, change),
            is_mine=self.user.is_same_person(change.by),
            form=form or RefusalForm(),
        )

    def history(self, *, whole: bool) -> History:
        """What was changed and refused, the newest first."""
        rows = self.partner.changes.decided().select_related("by", "decided_by").defer("logo")
        count = rows.count()
        most = count if whole else FIRST_CHANGES
        shown = [
            PastChange(row, [self._line(name, old, new) for name, (old, new) in row.fields.items()])
            for row in rows[:most]
        ]
        return History(shown, count - len(shown))

    def _line(self, name: str, old: str, new: str, now: str | None = None) -> FieldChange:
        meanwhile = "" if now in (None, old) else self._readable(name, now or "")
        return FieldChange(
            _label_of(name), self._readable(name, old), self._readable(name, new), meanwhile
        )

    def _readable(self, name: str, value: str) -> str:
        if not value:
            return EMPTY
        if name == LOGO:
            return f"berkas {value[:8]}"
        if name == ALIASES:
            return value
        read = Partner.readable_value(name, column_of(Partner, name).to_python(value))
        kind = self.partner.kind
        return str(shown_value(name, read, kind, in_full=self.in_full, of_past=True))


@dataclass(frozen=True)
class MergedPartner:
    """A mitra that went into this one, with what it held."""

    merge: PartnerMerge
    details: Details


@dataclass(frozen=True)
class PartnerPage:
    """All that the page of a mitra shows to one reader."""

    partner: Partner
    details: Details
    gaps: list[str]
    merges: list[MergedPartner]
    waiting: WaitingProposal | None
    history: History
    has_relations: bool
    may_write: bool
    may_merge: bool

    @property
    def has_foreign_names(self) -> bool:
        """Whether it has a name in its own writing or in English."""
        return bool(self.partner.native_name or self.partner.name_en)


@dataclass(frozen=True)
class PartnerFormPage:
    """The form of a mitra, with those that it resembles and a proposal that waits."""

    form: PartnerForm
    partner: Partner
    # Each with the address that takes it instead.
    alike: list[tuple[Partner, str]]
    picks: bool
    waiting: WaitingProposal | None

    @property
    def is_new(self) -> bool:
        return self.partner.pk is None

    @property
    def title(self) -> str:
        return "Catat mitra baru" if self.is_new else "Ubah data mitra"

    @property
    def verb_despite(self) -> str:
        """The button of whoever saves although others resemble it."""
        if self.form.proposes:
            return "Tetap kirim usulan"
        return "Tetap catat sebagai mitra baru" if self.is_new else "Tetap simpan"


@dataclass(frozen=True)
class MergeTargetPage:
    """Looking for the entry that a mitra goes into."""

    source: Partner
    words: str
    candidates: list[Partner]


@dataclass(frozen=True)
class MergePage:
    """A mitra beside the one that it goes into, and what follows."""

    source: Partner
    target: Partner
    details_of_source: Details
    details_of_target: Details
    form: MergeForm
    references: int

    @property
    def differs_in_kind(self) -> bool:
        return self.source.described != self.target.described


def build_partner_page(
    user: User, partner: Partner, form: RefusalForm | None, *, whole_history: bool
) -> PartnerPage:
    """The page; `form` is a refusal that was sent without a reason."""
    reader = Reader(user, partner)
    return PartnerPage(
        partner=partner,
        details=reader.details(),
        gaps=partner.gaps(),
        merges=[MergedPartner(row, reader.details_of_merge(row)) for row in partner.merges.all()],
        waiting=reader.waiting_proposal(form),
        history=reader.history(whole=whole_history),
        has_relations=partner.has_relations(),
        may_write=bool(user.roles & set(WRITERS)),
        may_merge=bool(user.roles & set(MERGERS)),
    )


def build_partner_form_page(
    user: User,
    partner: Partner,
    form: PartnerForm,
    alike: list[tuple[Partner, str]],
    *,
    picks: bool,
) -> PartnerFormPage:
    """The form as it was filled in."""
    waiting = Reader(user, partner).waiting_proposal(None) if partner.pk else None
    return PartnerFormPage(form, partner, alike, picks, waiting)


def build_merge_page(user: User, source: Partner, target: Partner, form: MergeForm) -> MergePage:
    """Both, as this reader may see them."""
    return MergePage(
        source,
        target,
        Reader(user, source).details(),
        Reader(user, target).details(),
        form,
        count_references(source),
    )


def _label_of(name: str) -> str:
    return LABELS.get(name) or Partner.label_of(name)
