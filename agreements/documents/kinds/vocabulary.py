"""The words in which a kind of paper is declared: all that is to be known of it, in one value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from agreements.models import Agreement
from agreements.regulations.citations import Citation
from agreements.regulations.citing import term_beside
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.vocabulary import Change, Deadline, Track
from kerjasama.accounts import policy
from kerjasama.accounts.models import Office, Role

Rule = Callable[[Agreement], bool]
Law = Mapping[str, tuple[Citation, ...]]


class Language(StrEnum):
    INDONESIAN = "id"
    ENGLISH = "en"


class Hand(StrEnum):
    """Whose hand stands under a paper that no office signs."""

    THOSE_PRESENT = "yang hadir"
    THOSE_NAMED = "yang disebut"  # who hands over and receives, who puts a paraf
    NOBODY = "tidak ada"  # it bears the seal alone


@dataclass(frozen=True)
class SignedBy:
    """Who signs for our side.

    `seat` is the role in whose unit the head signs, where it is not the OPD's. A paper signed by
    `hand` waits for no office. Only letters that the law does not leave to the head of the region
    in person `may_be_delegated`; a PKS may be signed `by_proxy` of whom the case names.
    """

    office: Office = Office.HEAD
    on_sinergi: Office | None = None
    seat: Role | None = None
    hand: Hand | None = None
    may_be_delegated: bool = False
    may_be_by_proxy: bool = False


HEAD_OF_REGION = SignedBy()
HEAD_BY_PROXY = SignedBy(may_be_by_proxy=True)
HEAD_OR_DELEGATE = SignedBy(may_be_delegated=True)
HEAD_OF_OPD = SignedBy(Office.UNIT_HEAD)
HEAD_OF_SECTION = SignedBy(Office.UNIT_HEAD, seat=Role.SECTION_HEAD)
SECRETARY = SignedBy(Office.SECRETARY)
THOSE_PRESENT = SignedBy(hand=Hand.THOSE_PRESENT)
THOSE_NAMED = SignedBy(hand=Hand.THOSE_NAMED)
SEALED_ALONE = SignedBy(hand=Hand.NOBODY)


@dataclass(frozen=True)
class Needs:
    """What must be known before a paper is made, by the names of the fields.

    A draft leaves room for the hand where a person, a day or a place is still to be named: what is
    asked `for_final` alone. `by_road` adds what depends on the road of the case.
    """

    proposal: tuple[str, ...] = ()
    by_road: Callable[[Track], tuple[str, ...]] = lambda track: ()
    proposal_for_final: tuple[str, ...] = ()
    partner_for_final: tuple[str, ...] = ()
    meeting: tuple[str, ...] = ()


class Enclosed(StrEnum):
    """What may go with a letter; `pages/enclosures.py` names each as the letter lists it."""

    STUDY = "kajian"
    PLAN = "rks"
    TERMS = "kak"
    WILLINGNESS = "kesediaan"
    INTENT = "loi"
    CONSENT_OF_DPRD = "dprd"
    PROOF_OF_REQUEST = "tanda_dprd"
    PROOF_OF_GOVERNOR = "tanda_gubernur"
    CONSIDERATION = "pertimbangan"
    CONSENT_OF_MINISTER = "persetujuan"
    DRAFT_OF_INTENT = "draf_loi"
    DRAFT_OF_NASKAH = "draf_naskah"
    APPROVED_NASKAH = "naskah_disetujui"
    DRAFT_OF_POWERS = "draf_kuasa"
    ORIGINAL = "asli"
    MAPPING = "pemetaan"
    FEASIBILITY = "studi"
    NASKAH_PASSED_ON = "naskah_induk"
    PRINCIPLE_PERMIT = "izin_prinsip"
    OPERATION_PERMIT = "izin_operasional"
    JOINT_AGREEMENT = "kb"
    DRAFT_OF_CONTRACT = "draf_pks"
    COMPANY_PROFILE = "profil_perusahaan"
    DRAFT_OF_MEMORANDUM = "draf_nk"
    DRAFT_OF_WORK_PLAN = "draf_rencana_kerja"


class Recipient(StrEnum):
    """To whom a letter or a copy of it goes; `wording/addressees.py` names each."""

    PARTNERS = "mitra"
    GOVERNOR = "gubernur"
    GOVERNOR_FOR_GOVERNMENT = "gubernur selaku wakil pemerintah pusat"
    HOME_MINISTER = "mendagri"
    HOME_MINISTER_BY_SECRETARY = "mendagri u.p. sekjen"
    FOREIGN_MINISTER = "menlu"
    DPRD = "dprd"
    HEAD_FOR_INFORMATION = "kepala daerah"
    SECRETARY = "sekda"
    CHAIR_OF_TEAM = "ketua tkksd"
    ASSISTANT = "asisten"
    OWNER = "opd"
    SECTION = "bagian kerja sama"
    GUESTS = "undangan"


Copies = Callable[[Track], tuple[Recipient, ...]]
WITHIN = (Recipient.SECRETARY, Recipient.OWNER, Recipient.SECTION)


def copies_to(*recipients: Recipient) -> Copies:
    """These recipients, on every road."""
    return lambda track: recipients


def always(agreement: Agreement) -> bool:
    return True


@dataclass(frozen=True)
class Enclosure:
    """One thing that goes with a letter, in the cases in which it does."""

    code: Enclosed
    when: Rule = always


def enclose(*codes: Enclosed, when: Rule = always) -> tuple[Enclosure, ...]:
    """These enclosures, in this order, where the rule says so."""
    return tuple(Enclosure(code, when) for code in codes)


@dataclass(frozen=True)
class Wording:
    """The Pasal of a naskah, which may be worded anew for a case.

    `parts` are those of its standard text, none for a change, whose Pasal follow from the case.
    `listed_by` is the article that lists what the naskah must hold; parts `beyond` that list
    rest on an article of their own, or on nothing but our practice.
    """

    parts: tuple[str, ...] = ()
    with_third_party: tuple[str, ...] = ()
    listed_by: Citation | None = None
    beyond: Mapping[str, Citation | None] = field(default_factory=dict)
    capacities: str = "kedudukan dan kewenangan masing-masing"
    capacities_with_third_party: str = ""

    @property
    def roles(self) -> frozenset[str]:
        """What its Pasal are about, as the standard text has them."""
        return frozenset((*self.parts, *self.with_third_party))

    def rule_for(self, part: str) -> Citation | None:
        """The article that asks for this part; None where only we do."""
        return self.beyond.get(part, self.listed_by)

    def capacities_on(self, track: Track) -> str:
        """In which capacities the parties agree to it on this road."""
        if track.is_with_third_party and self.capacities_with_third_party:
            return self.capacities_with_third_party
        return self.capacities


@dataclass(frozen=True)
class OnRequest:
    """A paper that no stage waits for: when it `opens`, why it is made, and what its order asks.

    Without a `basis` it is local practice. What the order `takes` from the case is named as a
    context is. One that `outlives` the road tells of a signed naskah, as long as reports and
    disputes about it may come.
    """

    opens: Rule
    purpose: str = ""
    basis: Citation | None = None
    asks: tuple[str, ...] = ()
    takes: str = ""
    of_meeting: bool = False
    outlives: bool = False


@dataclass(frozen=True)
class DocumentKind:
    """A kind of paper.

    `context` names the function under `agreements.documents.pages` that gives its template the
    words which only this paper prints ("module.function"). A paper without `series` bears no
    number of ours. `calls_itself` is its name inside its own text, where that is not its title;
    `title_en` the same in English, by which a partner abroad is sent it. `ordered_by` says who
    orders it where no stage does. `cites` are the articles it prints, by their names in the
    template, with what follows from the road (`cites_by_road`). `term` is the code of the term
    that it prints, one of the stage that asks for it. Only a letter is `sent_to` somebody; a nota
    dinas `is_memo`, a berita acara that is drafted as letters are `is_minutes`.
    """

    code: DocumentCode
    title: str
    template: str
    series: str = ""
    context: str = ""
    title_en: str = ""
    calls_itself: str = ""
    languages: tuple[Language, ...] = (Language.INDONESIAN,)
    signed_by: SignedBy = HEAD_OF_REGION
    ordered_by: tuple[Role, ...] = policy.OFFICE
    needs: Needs = Needs()
    has_kop: bool = True
    encloses: tuple[Enclosure, ...] = ()
    goes_to_partner: bool = False
    wording: Wording | None = None
    changes: Change | None = None
    copy_of: DocumentCode | None = None
    on_request: OnRequest | None = None
    cites: Law = field(default_factory=dict)
    cites_by_road: Callable[[Track], Law] = lambda track: {}
    term: str = ""
    sent_to: tuple[Recipient, ...] = ()
    copies_to: Copies = copies_to(*WITHIN)
    is_memo: bool = False
    is_minutes: bool = False

    @property
    def is_letter(self) -> bool:
        """Whether it is written and signed as a letter: a draft first, a number when it is
        signed.
        """
        return bool(self.sent_to) or self.is_memo or self.is_minutes

    @property
    def is_bilingual(self) -> bool:
        return len(self.languages) > 1

    @property
    def own_name(self) -> str:
        """Its name inside its own text."""
        return self.calls_itself or self.title

    @property
    def changes_at_home(self) -> bool:
        return self.changes is not None and not self.is_bilingual

    @property
    def changes_abroad(self) -> bool:
        return self.changes is not None and self.is_bilingual

    @property
    def base(self) -> DocumentCode:
        """The kind whose Pasal it prints."""
        return self.copy_of or self.code

    def law_on(self, track: Track) -> Law:
        """The articles that it prints on this road, by their names in the template."""
        return {**self.cites, **self.cites_by_road(track)}

    def term_on(self, track: Track) -> Deadline | None:
        """The term that it prints on this road; None where the road sets none."""
        if not self.term:
            return None
        return term_beside(track, self.code, self.term)

    def fields_needed(self, track: Track) -> tuple[str, ...]:
        """What the proposal must say for it; on a road of change, of that only what the road asks
        for.
        """
        if track.changes:
            return tuple(name for name in self.needs.proposal if name in track.asks)
        return (*self.needs.proposal, *self.needs.by_road(track))


BOTH_LANGUAGES = (Language.INDONESIAN, Language.ENGLISH)
AIMS = ("maksud_tujuan", "ruang_lingkup", "jangka_waktu_bulan")
PLEDGED = ("naskah_induk", "kementerian_pengampu")
IN_ENGLISH = ("title_en", "maksud_tujuan_en", "ruang_lingkup_en")
