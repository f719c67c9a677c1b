"""Who and what a row names: the OPD, the partners and of what kind they are, the kind of
cooperation, the form of the naskah.

What the file says is taken; what follows from a name is a proposal, and a person confirms it for
all rows of its ground.
"""

from agreements.regulations import legacy
from agreements.regulations.vocabulary import Track
from kerjasama.accounts.models import Unit
from kerjasama.accounts.ourselves import Ourselves
from kerjasama.parameters import primary_key_in
from partners import places
from partners.kinds import ABROAD
from partners.models import Partner, PartnerKind

from . import cells, names, tracks
from .answers import Answers
from .cells import Wrong
from .days_of_rows import is_blank
from .entries import Further, RegisterEntry, RowQuestion, Topic
from .kinds_of_partners import ALL_KINDS, RowFacts, kind_of_new_partner
from .names import Partners, Units
from .party_cells import PartyReader
from .proposing import Suggested, forms_agree, propose_form
from .sheets import SheetRow
from .terms_of_rows import LEAVE_OUT

KINDS_OF: dict[str, tuple[str, ...]] = {
    "ksdd": (PartnerKind.REGION,),
    "ksdpk": next(track.partner_kinds for track in legacy.TRACKS if track.code == "ksdpk-lama-kb"),
    "sinergi": legacy.GOVERNMENT,
    "ksdpl": (PartnerKind.FOREIGN_REGION,),
    "ksdll": tuple(kind for kind in ABROAD if kind != PartnerKind.FOREIGN_REGION),
}
FORMS = (legacy.PKS, legacy.KB, legacy.NK, legacy.ABROAD, tracks.MOU)
HOME = frozenset({"indonesia", "id", "ri", "republik indonesia", "dalam negeri", "wni"})


class Naming:
    """Names the parties of rows by what is known of units and partners, and what a person chose."""

    def __init__(
        self,
        units: Units,
        partners: Partners,
        ourselves: Ourselves,
        answers: Answers,
        suspects: frozenset[str] = frozenset(),
    ) -> None:
        self.units = units
        self.partners = partners
        self.answers = answers
        self.parties = PartyReader(partners, ourselves, answers, suspects)
        self.owner_of_blanks = _unit_for_blanks(answers)

    def name_parties(self, entry: RegisterEntry, row: SheetRow) -> None:
        """The OPD, the partners, the kind of cooperation and the form of the naskah."""
        self._name_owner(entry, self._said(entry, row, "opd"))
        self.parties.name_partners(entry, row)
        entry.country = self._country(entry, row)
        family = self._family(entry, self._said(entry, row, "jalur"))
        title = str(row.values.get("judul") or "")[:1000]
        form = self._form(entry, self._said(entry, row, "bentuk"), title)
        if not entry.skipped:
            self._settle(entry, row, family, form)

    @staticmethod
    def _said(entry: RegisterEntry, row: SheetRow, column: str) -> str:
        try:
            return cells.text_of_cell(row.values.get(column), 1000)
        except Wrong as wrong:
            entry.wrong(column, str(wrong))
            return ""

    def _name_owner(self, entry: RegisterEntry, name: str) -> None:
        if is_blank(name):
            entry.owner = self.owner_of_blanks
            if entry.owner is None:
                entry.ask(
                    RowQuestion(Topic.UNIT_MISSING, "kosong", "opd"),
                    "OPD pemrakarsa wajib diisi.",
                )
            return
        entry.owner = self.units.find(name)
        if entry.owner is not None:
            return
        several = self.units.find_all(name)
        if len(several) > 1:
            entry.owner = several[0]
            others = ", ".join(unit.name for unit in several[1:])
            entry.remark("opd", f"OPD lain yang tertulis: {others}.")
            return
        near = " atau ".join(f"“{unit}”" for unit in self.units.like(name)[:2])
        hint = "Pilih pada halaman impor."
        if near:
            hint = f"Mungkin {near}?"
        entry.ask(
            RowQuestion(Topic.UNIT, name[:200], "opd", ground="nama OPD belum dikenal"),
            f"OPD “{name[:200]}” tidak tercatat. {hint}",
        )

    def _country(self, entry: RegisterEntry, row: SheetRow) -> str:
        said = self._said(entry, row, "negara")
        if is_blank(said) or said.casefold().strip(" .") in HOME:
            return ""
        code = names.country_code_of(said) or places.country_named_by_text(said)
        if code == "ID":
            return ""
        if not code:
            entry.empty("negara", f"Negara tertulis “{said[:100]}”, tidak dikenali.")
        return code

    def _family(self, entry: RegisterEntry, said: str) -> str:
        if is_blank(said):
            return ""
        family = tracks.family_named(said) or self.answers.to(Topic.FAMILY, said[:150])
        if not family:
            why = "Jenis kerja sama tidak dikenali. Tulis KSDD, KSDPK, Sinergi, KSDPL, atau KSDLL."
            question = RowQuestion(
                kind=Topic.FAMILY,
                key=said[:150],
                column="jalur",
                ground="tulisannya tidak dikenal",
                options=(*tracks.FAMILIES, "jenis"),
            )
            entry.ask(question, why)
        if family == "jenis":
            return ""
        return family

    def _form(self, entry: RegisterEntry, said: str, title: str) -> str:
        """The form of the naskah; empty while it is asked, or when the row is left out."""
        form = tracks.instrument_named(said)
        suggested = propose_form(title, entry.number, entry.partner_number)
        if form:
            if suggested.value and not forms_agree({form, suggested.value}):
                entry.remark(
                    "bentuk", f"Bentuknya tertulis “{said[:40]}”, sedangkan {suggested.ground}."
                )
            return form
        if said:
            suggested = Suggested()  # what the cell means is asked for all that say so
        key = said[:150] or suggested.ground or "kosong"
        answer = self.answers.to(Topic.FORM, key)
        if answer == LEAVE_OUT:
            _leave_out(entry)
            return ""
        if not answer:
            _ask_form(entry, said, key, suggested)
        return answer

    @staticmethod
    def _said_beside(entry: RegisterEntry, row: SheetRow) -> dict[str, str]:
        """What the row, its sheet and the headings above it say beside the name, by what it is."""
        column_of = {
            "Negara": "negara",
            "Judul": "judul",
            "Keterangan": "catatan",
            "Jenis kerja sama": "jalur",
            "Jenis mitra": "jenis_mitra",
        }
        said = {
            heading: str(row.values[code])
            for heading, code in column_of.items()
            if not is_blank(row.values.get(code))
        }
        return said | {"Lembar": entry.sheet}

    def _settle(self, entry: RegisterEntry, row: SheetRow, family: str, form: str) -> None:
        """The kinds of the partners and the track, from what is said, known or answered."""
        named_kind = self._said(entry, row, "jenis_mitra")
        if not entry.partner_name:
            return
        allowed = KINDS_OF.get(family, ALL_KINDS)
        facts = RowFacts(named_kind, allowed, self._said_beside(entry, row))
        entry.partner, entry.partner_kind = self._partner(entry, entry.partner_name, facts)
        entry.further = [self._further(entry, one, facts) for one in entry.further]
        kind = entry.partner_kind
        if entry.partner:
            kind = entry.partner.kind
        if not kind or not form:
            return
        family = family or tracks.family_of_partner_kind(kind, form)
        entry.track = self._track(entry, family, form)
        if entry.track is not None and kind not in entry.track.partner_kinds:
            self._contradiction(entry, kind)

    def _partner(
        self, entry: RegisterEntry, name: str, facts: RowFacts
    ) -> tuple[Partner | None, str]:
        """(the partner recorded, or None; the kind of one to be made)."""
        known = self.partners.find(name, facts.allowed)
        if known is not None:
            return known, ""
        near = self.partners.like(name)
        if self.partners.is_new(name) or not near:
            return None, kind_of_new_partner(entry, name, facts, self.answers)
        names_near = " atau ".join(f"“{partner}”" for partner in near[:2])
        entry.ask(
            RowQuestion(Topic.PARTNER, name, "mitra", name, "", "mirip dengan mitra yang tercatat"),
            f"Belum tercatat, tetapi mirip dengan {names_near}. Pilih pada halaman impor, atau"
            " betulkan namanya.",
        )
        return None, ""

    def _further(self, entry: RegisterEntry, one: Further, facts: RowFacts) -> Further:
        partner, kind = self._partner(entry, one.name, facts)
        country = ""
        if kind in ABROAD:
            country = entry.country
        return Further(one.name, kind, partner, one.number, country)

    def _track(self, entry: RegisterEntry, family: str, form: str) -> Track | None:
        """The track of that family and form; None while the form is asked, or when the row is left
        out.
        """
        kind = form
        if form == tracks.MOU:
            kind = tracks.MOU_OF[family]
        track = tracks.TRACK_OF.get((family, kind))
        if track is not None:
            return track
        key = f"{form} pada {family.upper()}"
        answer = self.answers.to(Topic.FORM, key)
        if answer == LEAVE_OUT:
            _leave_out(entry)
            return None
        track = tracks.TRACK_OF.get((family, answer))
        if track is None:
            _ask_form_of_family(entry, family, key)
        return track

    def _contradiction(self, entry: RegisterEntry, kind: str) -> None:
        """The file says a kind of cooperation and a partner that do not go together."""
        label = PartnerKind(kind).label
        track, entry.track = entry.track, None
        if track is None:
            return
        if entry.partner is not None:
            entry.wrong(
                "mitra",
                f"Mitra ini tercatat sebagai {label}, yang tidak sesuai dengan {track.title}.",
            )
        else:
            entry.wrong(
                "mitra",
                f"{label} bukan mitra {track.family.label}. Betulkan jenis mitra atau jenis kerja"
                " samanya.",
            )


def _leave_out(entry: RegisterEntry) -> None:
    entry.skipped = "Dilewati menurut pilihan Anda."
    entry.notes, entry.asked = [], []


def _ask_form(entry: RegisterEntry, said: str, key: str, suggested: Suggested) -> None:
    """Ask which form a row has whose cell is empty, unknown, or names a change of a naskah."""
    proposal = suggested.value
    if tracks.CHANGES.search(tracks.plain_track_words(said)):
        why = f"“{said[:60]}” adalah perubahan atas naskah lain, bukan naskah tersendiri."
        proposal = LEAVE_OUT
    elif said:
        why = "Bentuk naskah tidak dikenali."
    else:
        why = "Bentuk naskah wajib diisi."
    question = RowQuestion(
        kind=Topic.FORM,
        key=key,
        column="bentuk",
        proposal=proposal,
        ground=suggested.ground or why,
        options=(*FORMS, LEAVE_OUT),
    )
    entry.ask(
        question,
        f"{why} Tulis Kesepakatan Bersama, PKS, Nota Kesepakatan, atau Naskah Kerja Sama.",
    )


def _ask_form_of_family(entry: RegisterEntry, family: str, key: str) -> None:
    """Ask which form is meant where the family of the row has none of the form that is written."""
    forms = tuple(form for of, form in tracks.TRACK_OF if of == family)
    why, proposal = f"Bentuk naskah ini tidak ada pada {family.upper()}.", ""
    if len(forms) == 1:
        proposal = forms[0]
    question = RowQuestion(
        kind=Topic.FORM,
        key=key,
        column="bentuk",
        proposal=proposal,
        ground=why,
        options=(*forms, LEAVE_OUT),
    )
    entry.ask(question, why)


def _unit_for_blanks(answers: Answers) -> Unit | None:
    """The unit that a person chose for the rows that name none."""
    picked = answers.to(Topic.UNIT_MISSING, "kosong")
    if not picked:
        return None
    return Unit.objects.filter(pk=primary_key_in(picked)).first()
