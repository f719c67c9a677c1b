"""One row of the register as an agreement, with what is to be said and asked about its cells."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from agreements.models import RowStanding
from agreements.regulations.vocabulary import Track
from kerjasama.accounts.models import Unit
from partners.models import Partner

from . import names


class NoteLevel(StrEnum):
    """What a note means for its row: mend it in the file, answer a question, nothing but to know,
    it is there already.

    Of what is only to be known, a cell that was left empty is told apart from one that was read.
    """

    WRONG = "salah"
    ASKED = "ditanyakan"
    NOTED = "dicatat"
    EMPTIED = "dikosongkan"
    TWICE = "ganda"


@dataclass(frozen=True)
class Note:
    """What is to be said at a cell. Only what is wrong or asked keeps the row out."""

    column: str
    text: str
    level: NoteLevel = NoteLevel.WRONG

    @property
    def is_error(self) -> bool:
        """Whether it keeps the row out until it is mended or answered."""
        return self.level in (NoteLevel.WRONG, NoteLevel.ASKED)


class Topic(StrEnum):
    """What is asked of rows, in the order in which a page asks it. The words stand in stored files
    beside their answers.
    """

    OUR_NAME = "kita"
    UNIT = "opd"
    UNIT_MISSING = "opd_kosong"
    PARTNER = "mitra"
    SEVERAL_PARTNERS = "pecah"
    PARTNER_KIND = "jenis"
    FAMILY = "jalur"
    FORM = "bentuk"
    SHARED_NUMBER = "nomor"
    ALTERED_NUMBER = "angka"
    TITLE = "judul"
    YEAR_ALONE = "tahun"
    DOUBTFUL_DAY = "terduga"
    UNREAD_DAY = "hari"
    DAYS_MISSING = "mulai"
    LENGTH_WITHOUT_UNIT = "satuan"
    DOUBTFUL_TERM = "masa"
    END_BEFORE_BEGINNING = "urutan"
    END_MISSING = "akhir"


@dataclass(frozen=True)
class RowQuestion:
    """What a row asks: rows with the same kind and key are settled by one answer, or by one for the
    `name` alone.
    """

    kind: Topic
    key: str
    column: str
    name: str = ""
    proposal: str = ""
    ground: str = ""
    options: tuple[str, ...] = ()
    proposal_text: str = ""  # what is proposed for this name, and why


@dataclass(frozen=True)
class Further:
    """Another partner of the naskah beside the first."""

    name: str
    kind: str = ""
    partner: Partner | None = None
    number: str = ""
    country: str = ""


@dataclass
class RegisterEntry:
    """A row as it will be recorded; where `notes` tell of an error, what could not be read is
    empty.
    """

    row: int
    sheet: str = ""
    title: str = ""
    track: Track | None = None
    owner: Unit | None = None
    partner_name: str = ""
    partner: Partner | None = None
    partner_kind: str = ""
    country: str = ""
    further: list[Further] = field(default_factory=list)
    # Our region's place among the parties; None where the row does not say it.
    region_place: int | None = None
    number: str = ""
    partner_number: str = ""
    signed_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    signing_day_known: bool = True
    open_ended: bool = False
    ends_when: str = ""
    renews_itself: bool = False
    notice_months: int | None = None
    nilai: Decimal | None = None
    nilai_tertulis: str = ""
    urusan: list[str] = field(default_factory=list)
    maksud: str = ""
    objek: str = ""
    lingkup: str = ""
    parent_number: str = ""
    original: str = ""
    remarks: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    asked: list[RowQuestion] = field(default_factory=list)
    same_as: str = ""
    skipped: str = ""

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands in the file."""
        return self.sheet, self.row

    @property
    def is_wrong(self) -> bool:
        """Whether something is still to be mended or answered."""
        return any(note.is_error for note in self.notes)

    @property
    def is_new(self) -> bool:
        """Whether an import records it."""
        return not self.is_wrong and not self.same_as and not self.skipped

    @property
    def standing(self) -> RowStanding:
        """What becomes of the row, as the page lists it."""
        if self.skipped:
            return RowStanding.SKIPPED
        if any(note.level is NoteLevel.WRONG for note in self.notes):
            return RowStanding.WRONG
        if self.is_wrong:
            return RowStanding.ASKED
        if self.same_as:
            return RowStanding.DUPLICATE
        return RowStanding.NEW

    def wrong(self, column: str, text: str) -> None:
        """Say what is to be mended in the file."""
        self.notes.append(Note(column, text))

    def ask(self, question: RowQuestion, text: str) -> None:
        """Keep the row out until somebody has answered."""
        self.asked.append(question)
        self.notes.append(Note(question.column, text, NoteLevel.ASKED))

    def remark(self, column: str, text: str) -> None:
        """Say it, and keep it with the record; the row comes in."""
        self.notes.append(Note(column, text, NoteLevel.NOTED))
        self.remarks.append(text)

    def empty(self, column: str, text: str) -> None:
        """Say that a cell could not be taken and stays empty; what it said is kept with the record,
        and the row comes in.
        """
        self.notes.append(Note(column, text, NoteLevel.EMPTIED))
        self.remarks.append(text)

    @property
    def partner_key(self) -> int | str:
        """What tells its partner from others: the record's key, or the name of one not recorded."""
        if self.partner:
            return self.partner.pk
        return names.name_key_of(self.partner_name)
