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
from partners.models import PartnerKind
from partners.proposals import Certainty

from . import cells, names, tracks
from .answers import Answers
from .cells import Wrong
from .entries import Further, RegisterEntry, RowQuestion
from .guesses import Guess, guess_alone, guess_kind
from .names import Partners, Units
from .parties import parties_of_list, split_parties
from .proposing import Suggested, forms_agree, propose_form
from .sheets import SheetRow
from .terms_of_rows import LEAVE_OUT, is_blank

SPLIT, ONE, AS_PROPOSED = "pisah", "satu", "usul"
YES, NO = "ya", "bukan"
KINDS_OF = {
    "ksdd": ("daerah",),
    "ksdpk": next(track.partner_kinds for track in legacy.TRACKS if track.code == "ksdpk-lama-kb"),
    "sinergi": legacy.GOVERNMENT,
    "ksdpl": ("pemda-ln",),
    "ksdll": tuple(kind for kind in ABROAD if kind != "pemda-ln"),
}
ALL_KINDS = tuple(kind for kind in PartnerKind.values)
FORMS = (legacy.PKS, legacy.KB, legacy.NK, legacy.ABROAD, tracks.MOU)
PARTIES = ("pihak_1", "mitra", "para_pihak", "mitra_2", "mitra_3")
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
        self.suspects = suspects
        self._ours: dict[str, bool] = {}
        self.units, self.partners, self.ourselves, self.answers = (
            units,
            partners,
            ourselves,
            answers,
        )
        picked = answers.to("opd_kosong", "kosong")
        self.owner_of_blanks = (
            Unit.objects.filter(pk=primary_key_in(picked)).first() if picked else None
        )

    def name_parties(self, entry: RegisterEntry, row: SheetRow) -> None:
        """The OPD, the partners, the kind of cooperation and the form of the naskah."""
        self._name_owner(entry, self._said(entry, row, "opd"))
        self._name_partner(entry, row)
        entry.country = self._country(entry, row)
        family = self._family(entry, self._said(entry, row, "jalur"))
        form = self._form(
            entry, self._said(entry, row, "bentuk"), str(row.values.get("judul") or "")[:1000]
        )
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
                entry.ask(RowQuestion("opd_kosong", "kosong", "opd"), "OPD pemrakarsa wajib diisi.")
            return
        entry.owner = self.units.find(name)
        if entry.owner is None and len(several := self.units.find_all(name)) > 1:
            entry.owner = several[0]
            entry.remark(
                "opd", f"OPD lain yang tertulis: {', '.join(unit.name for unit in several[1:])}."
            )
        if entry.owner is None:
            near = " atau ".join(f"“{unit}”" for unit in self.units.like(name)[:2])
            why = f"OPD “{name[:200]}” tidak tercatat." + (
                f" Mungkin {near}?" if near else " Pilih pada halaman impor."
            )
            entry.ask(RowQuestion("opd", name[:200], "opd", ground="nama OPD belum dikenal"), why)

    # The partners of a row

    def _name_partner(self, entry: RegisterEntry, row: SheetRow) -> None:
        """The partner and further ones: whoever among the parties is not us. Sets `partner_name`."""  # noqa: E501
        found = [
            party
            for column in PARTIES
            if column in row.values
            for party in self._parties_in(entry, row, column)
        ]
        others = [name for name, column in found if not self._is_ours(entry, name, column)]
        if found and not others:
            if not any(note.column in PARTIES for note in entry.notes):
                entry.wrong(
                    "mitra", "Mitra adalah pemerintah daerah ini sendiri. Betulkan dalam berkas."
                )
            return
        if not others:
            if not entry.asked or entry.asked[-1].kind != "pecah":
                entry.wrong("mitra", "Mitra wajib diisi.")
            return
        if self._came_first(found, others):
            entry.number, entry.partner_number = entry.partner_number, entry.number
        names_of = list(dict.fromkeys(others))
        entry.partner_name = names_of[0]
        numbers = [str(row.values.get("nomor_mitra_2") or "").strip()[:100]]
        entry.further = [
            Further(name, number=numbers[place] if place < len(numbers) else "")
            for place, name in enumerate(names_of[1:])
        ]

    def _parties_in(
        self, entry: RegisterEntry, row: SheetRow, column: str
    ) -> list[tuple[str, str]]:
        """The parties that a cell names, each with its column; one that may be several is asked
        about.
        """
        value = row.values.get(column)
        if is_blank(value):
            return []
        whole = self._tidy(entry, str(value), column)
        if not whole:
            return []
        if self.partners.find(whole, ()) or self.partners.is_new(whole) or self._is_us(whole):
            return [(whole, column)]
        if column == "para_pihak":
            parts, by = parties_of_list(str(value)), "semua pihak dalam satu sel"
        else:
            parts, by = split_parties(str(value))
        if len(parts) == 1:
            return [(whole, column)]
        rest = [part for part in parts if not self._is_ours(entry, part, column)]
        if len(rest) <= 1:
            return [(part, column) for part in rest or [whole]]
        answer = self.answers.to("pecah", by, whole)
        if answer == ONE:
            return [(whole, column)]
        if not answer:
            ground = f"menjadi: {'; '.join(rest)[:200]}"
            question = RowQuestion("pecah", by, "mitra", whole, SPLIT, ground, (SPLIT, ONE))
            entry.ask(
                question,
                f"Sel ini tampaknya memuat {len(rest)} mitra: {'; '.join(rest)[:150]}. Pilih pada"
                " halaman impor.",
            )
        return [(part[:200], column) for part in rest]

    @staticmethod
    def _tidy(entry: RegisterEntry, value: str, column: str) -> str:
        try:
            return cells.text_of_cell(value, 200)
        except Wrong as wrong:
            entry.wrong("mitra", str(wrong))
            return ""

    def _is_us(self, name: str) -> bool:
        """Whether a name means our region or one of its units; asked once for each name."""
        if name not in self._ours:
            self._ours[name] = self.ourselves.are(name)
        return self._ours[name]

    def _is_ours(self, entry: RegisterEntry, name: str, column: str) -> bool:
        """Whether a party is our side. One that stands in every row is perhaps, and is asked about."""  # noqa: E501
        if self._is_us(name):
            return True
        plain = names.name_key_of(name)
        if column not in ("pihak_1", "para_pihak") or plain not in self.suspects:
            return False
        answer = self.answers.to("kita", plain)
        if not answer and not any(question.kind == "kita" for question in entry.asked):
            question = RowQuestion(
                "kita", plain, column, "", YES, f"“{name}” ada pada semua baris", (YES, NO)
            )
            entry.ask(
                question, f"Apakah “{name[:80]}” pihak kita sendiri? Jawab pada halaman impor."
            )
        return answer != NO

    def _came_first(self, found: list[tuple[str, str]], others: list[str]) -> bool:
        """Whether the partner is named as the first party and we as the second, so that the numbers
        stand the other way.
        """
        by_column = {column: name for name, column in found}
        second = by_column.get("mitra", "")
        return by_column.get("pihak_1") in others and bool(second) and second not in others

    # What they are

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
        family = tracks.family_named(said) or self.answers.to("jalur", said[:150])
        if not family:
            why = "Jenis kerja sama tidak dikenali. Tulis KSDD, KSDPK, Sinergi, KSDPL, atau KSDLL."
            question = RowQuestion(
                "jalur",
                said[:150],
                "jalur",
                "",
                "",
                "tulisannya tidak dikenal",
                (*tracks.FAMILIES, "jenis"),
            )
            entry.ask(question, why)
        return "" if family == "jenis" else family

    def _form(self, entry: RegisterEntry, said: str, title: str) -> str:
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
        answer = self.answers.to("bentuk", key)
        if answer == LEAVE_OUT:
            entry.skipped = "Dilewati menurut pilihan Anda."
            entry.notes, entry.asked = [], []
            return ""
        if answer:
            return answer
        is_change = tracks.CHANGES.search(tracks.plain_track_words(said)) is not None
        why = "Bentuk naskah tidak dikenali." if said else "Bentuk naskah wajib diisi."
        if is_change:
            why = f"“{said[:60]}” adalah perubahan atas naskah lain, bukan naskah tersendiri."
        text = f"{why} Tulis Kesepakatan Bersama, PKS, Nota Kesepakatan, atau Naskah Kerja Sama."
        proposal = LEAVE_OUT if is_change else suggested.value
        entry.ask(
            RowQuestion(
                "bentuk", key, "bentuk", "", proposal, suggested.ground or why, (*FORMS, LEAVE_OUT)
            ),
            text,
        )
        return ""

    @staticmethod
    def _said_beside(entry: RegisterEntry, row: SheetRow) -> dict[str, str]:
        """What the row, its sheet and the headings above it say beside the name, by what it is."""
        told = {
            "Negara": "negara",
            "Judul": "judul",
            "Keterangan": "catatan",
            "Jenis kerja sama": "jalur",
            "Jenis mitra": "jenis_mitra",
        }
        said = {
            heading: str(row.values[code])
            for heading, code in told.items()
            if not is_blank(row.values.get(code))
        }
        return said | {"Lembar": entry.sheet}

    def _settle(self, entry: RegisterEntry, row: SheetRow, family: str, form: str) -> None:
        """The kinds of the partners and the track, from what is said, known or answered."""
        named_kind = self._said(entry, row, "jenis_mitra")
        if not entry.partner_name:
            return
        allowed = KINDS_OF.get(family, ALL_KINDS)
        self._beside = self._said_beside(entry, row)
        entry.partner, entry.partner_kind = self._partner(
            entry, entry.partner_name, named_kind, allowed
        )
        entry.further = [self._further(entry, one, named_kind, allowed) for one in entry.further]
        kind = entry.partner.kind if entry.partner else entry.partner_kind
        if not kind:
            return
        if not form:
            return
        entry.track = self._track(entry, family or tracks.family_of_partner_kind(kind, form), form)
        if entry.track is None:
            return
        if kind not in entry.track.partner_kinds:
            self._contradiction(entry, kind)

    def _partner(
        self, entry: RegisterEntry, name: str, named_kind: str, allowed: tuple[str, ...]
    ) -> tuple:
        """(the partner recorded, or None; the kind of one to be made)."""
        known = self.partners.find(name, allowed)
        if known is not None:
            return known, ""
        if not self.partners.is_new(name) and (near := self.partners.like(name)):
            told = " atau ".join(f"“{partner}”" for partner in near[:2])
            why = (
                f"Belum tercatat, tetapi mirip dengan {told}. Pilih pada halaman impor, atau"
                " betulkan namanya."
            )
            entry.ask(
                RowQuestion("mitra", name, "mitra", name, "", "mirip dengan mitra yang tercatat"),
                why,
            )
            return None, ""
        return None, self._kind(entry, name, named_kind, allowed)

    def _kind(self, entry: RegisterEntry, name: str, named: str, allowed: tuple[str, ...]) -> str:
        """The kind of a new partner: as the file says it, by a person's answer, or asked with a
        proposal.
        """
        said = names.kind_named(named) if not is_blank(named) else ""
        alone = guess_alone(name)
        if said and (alone.certainty != Certainty.SURE or alone.kind == said):
            return said
        guess = guess_kind(name, self._beside)
        if said and guess.kind == said:
            return said
        proposal, ground = guess.kind, guess.group
        if not said and len(allowed) == 1 and not entry.country and proposal in ("", allowed[0]):
            return allowed[0]
        entry.country = entry.country or guess.country
        if entry.country and proposal not in ABROAD:
            proposal, ground = PartnerKind.FOREIGN_BODY.value, "negaranya bukan Indonesia"
        if proposal and proposal not in allowed:
            ground = f"{ground}, sedangkan jenis kerja samanya menyebut jenis mitra lain"
            proposal = allowed[0] if len(allowed) == 1 else ""
        if not is_blank(named):
            ground = f"tertulis “{named[:60]}”, {ground}" if said else f"tertulis “{named[:60]}”"
        answer = self.answers.to("jenis", ground, name)
        if answer == AS_PROPOSED and proposal:
            return proposal
        if answer in ALL_KINDS:
            return answer
        self._ask_kind(entry, name, proposal, ground, guess, allowed)
        return ""

    @staticmethod
    def _ask_kind(
        entry: RegisterEntry,
        name: str,
        proposal: str,
        ground: str,
        guess: Guess,
        allowed: tuple[str, ...],
    ) -> None:
        """Ask for the names of a ground together: as proposed for each, or one kind for all. What
        is only possible is chosen.
        """
        kinds = tuple(allowed) if proposal in allowed else ALL_KINDS
        is_likely = bool(proposal) and guess.certainty >= Certainty.LIKELY
        options = (AS_PROPOSED, *kinds) if proposal else kinds
        label = PartnerKind(proposal).label if proposal else "belum diketahui"
        told = guess.told if proposal == guess.kind else label
        question = RowQuestion(
            "jenis", ground, "mitra", name, AS_PROPOSED if is_likely else "", ground, options, told
        )
        entry.ask(question, f"Jenis mitra baru {label}? {guess.ground} Pilih pada halaman impor.")

    def _further(
        self, entry: RegisterEntry, one: Further, named_kind: str, allowed: tuple[str, ...]
    ) -> Further:
        partner, kind = self._partner(entry, one.name, named_kind, allowed)
        country = entry.country if kind in ABROAD else ""
        return Further(one.name, kind, partner, one.number, country)

    def _track(self, entry: RegisterEntry, family: str, form: str) -> Track | None:
        track = tracks.TRACK_OF.get((family, tracks.MOU_OF[family] if form == tracks.MOU else form))
        if track is not None:
            return track
        key = f"{form} pada {family.upper()}"
        answer = self.answers.to("bentuk", key)
        if answer == LEAVE_OUT:
            entry.skipped = "Dilewati menurut pilihan Anda."
            entry.notes, entry.asked = [], []
            return None
        if answer and (track := tracks.TRACK_OF.get((family, answer))):
            return track
        forms = tuple(kind for of, kind in tracks.TRACK_OF if of == family)
        why = f"Bentuk naskah ini tidak ada pada {family.upper()}."
        entry.ask(
            RowQuestion(
                "bentuk",
                key,
                "bentuk",
                "",
                forms[0] if len(forms) == 1 else "",
                why,
                (*forms, LEAVE_OUT),
            ),
            why,
        )
        return None

    def _contradiction(self, entry: RegisterEntry, kind: str) -> None:
        """The file says a kind of cooperation and a partner that do not go together."""
        label, track = PartnerKind(kind).label, entry.track
        entry.track = None
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
