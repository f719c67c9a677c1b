"""The articles of a Pernyataan Kehendak (LoI) and a Naskah Kerja Sama (MoU) in Indonesian and
English.

A third language follows as it was typed (`third_language`). The law's list of contents (P25 Pasal
13 ayat (2), Pasal 20 ayat (5)) begins with the title and ends with the place and date of signing;
what stands between are the articles. The terms and wordings beyond that list are ours and may be
changed per naskah.
"""

from collections.abc import Mapping
from string import ascii_lowercase
from typing import Any, NamedTuple

from agreements.documents.kinds import KINDS, DocumentCode
from agreements.documents.text import english, indonesian
from agreements.documents.wording import third_language, worth_abroad
from agreements.documents.wording.parties_abroad import (
    Side,
    join_names_with,
    named_first,
    sides_of,
    units_of,
)
from agreements.documents.wording.term_wording import term_abroad, term_in_english
from agreements.models import Agreement
from agreements.models.facts_abroad import ENGLISH

TITLES = {
    (DocumentCode.PERNYATAAN_KEHENDAK, "masa_berlaku"): ("Masa Berlaku", "Validity"),
    "subjek": ("Subjek Kerja Sama", "Parties to the Cooperation"),
    "maksud_tujuan": ("Maksud dan Tujuan", "Objectives"),
    "ruang_lingkup": ("Ruang Lingkup", "Scope of Cooperation"),
    "sifat": ("Sifat dan Tindak Lanjut", "Nature and Follow-Up"),
    "pelaksanaan": ("Pelaksanaan", "Implementation"),
    "pembiayaan": ("Pembiayaan", "Financial Arrangements"),
    "kelompok_kerja": ("Kelompok Kerja Bersama", "Joint Working Group"),
    "perselisihan": ("Penyelesaian Perselisihan", "Settlement of Disputes"),
    "amandemen": ("Amandemen", "Amendment"),
    "masa_berlaku": (
        "Masa Berlaku, Perpanjangan, dan Pengakhiran",
        "Entry into Force, Duration, Extension and Termination",
    ),
}
# By part, or by kind and part where the kinds differ: the text in each language; {names} are filled
# from the case.
TEXTS = {
    "subjek": (
        (
            "(1) Para Pihak dalam {naskah} ini adalah:\n{parties}.\n"
            "(2) {ours} melaksanakan kegiatan melalui {units}.\n"
            "(3) {they_notify} unit pelaksana dan narahubungnya secara tertulis."
        ),
        (
            "(1) The Parties to this {naskah} are:\n{parties}.\n"
            "(2) {ours} carries out the activities through {units}.\n"
            "(3) {they_notify} its implementing unit and contact person in writing."
        ),
    ),
    "maksud_tujuan": ("{aims}", "{aims}"),
    "ruang_lingkup": ("{scope}", "{scope}"),
    "sifat": (
        (
            "(1) {naskah} ini menyatakan kehendak Para Pihak yang bersifat umum dan tidak"
            " menimbulkan kewajiban hukum ataupun kewajiban pembiayaan bagi Para Pihak.\n(2)"
            " Pelaksanaan kerja sama diatur dalam Memorandum Saling Pengertian yang ditandatangani"
            " setelah prosedur yang berlaku di negara masing-masing Pihak dipenuhi.\n(3) Para Pihak"
            " menunjuk pejabat penghubung untuk mempersiapkan Memorandum Saling Pengertian"
            " tersebut."
        ),
        (
            "(1) This {naskah} declares the general intent of the Parties and creates neither legal"
            " nor financial obligations for the Parties.\n(2) The implementation of the cooperation"
            " will be set forth in a Memorandum of Understanding to be signed after the procedures"
            " applicable in the country of each Party have been completed.\n(3) The Parties"
            " designate liaison officers to prepare the said Memorandum of Understanding."
        ),
    ),
    (DocumentCode.PERNYATAAN_KEHENDAK, "masa_berlaku"): (
        (
            "(1) {naskah} ini berlaku selama {term} terhitung sejak tanggal ditandatangani.\n(2)"
            " {naskah} ini berakhir sebelum jangka waktu tersebut apabila telah digantikan oleh"
            " Memorandum Saling Pengertian."
        ),
        (
            "(1) This {naskah} is valid for {term} from the date of its signing.\n(2) This {naskah}"
            " ceases before the end of that period when it is superseded by a Memorandum of"
            " Understanding."
        ),
    ),
    "pelaksanaan": (
        (
            "(1) Kerja sama dilaksanakan menurut rencana kegiatan tahunan yang disusun berdasarkan"
            " Rencana Kerja Sama.\n(2) Para Pihak melaksanakan {naskah} ini sesuai dengan hukum dan"
            " peraturan perundang-undangan yang berlaku di negara masing-masing.\n(3) Setiap orang"
            " yang terlibat dalam kegiatan menghormati hukum negara setempat dan tidak mencampuri"
            " urusan dalam negerinya.\n(4) Kepemilikan barang dan kekayaan intelektual yang"
            " dihasilkan dari kegiatan disepakati secara tertulis sebelum kegiatan"
            " dimulai.{transfer}"
        ),
        (
            "(1) The cooperation is implemented through annual activity plans drawn up on the basis"
            " of the Cooperation Plan.\n(2) The Parties implement this {naskah} in accordance with"
            " the laws and regulations in force in their respective countries.\n(3) All persons"
            " engaged in the activities respect the laws of the host country and do not interfere"
            " in its internal affairs.\n(4) The ownership of goods and intellectual property"
            " arising from an activity is agreed upon in writing before the activity"
            " begins.{transfer}"
        ),
    ),
    "pembiayaan": (
        (
            "(1) Kegiatan dilaksanakan sesuai dengan ketersediaan anggaran dan personel Para"
            " Pihak.\n(2) Masing-masing Pihak menanggung biayanya sendiri, kecuali disepakati lain"
            " secara tertulis.{worth}"
        ),
        (
            "(1) The activities are subject to the availability of funds and personnel of the"
            " Parties.\n(2) Each Party bears its own expenses, unless otherwise agreed in"
            " writing.{worth}"
        ),
    ),
    "kelompok_kerja": (
        (
            "(1) Para Pihak membentuk kelompok kerja bersama yang terdiri atas wakil masing-masing"
            " Pihak.\n(2) Kelompok kerja bersama bertugas:\na. menyusun rencana kegiatan"
            " tahunan;\nb. memantau dan mengevaluasi pelaksanaannya; dan\nc. memberikan rekomendasi"
            " kepada Para Pihak.\n(3) Kelompok kerja bersama bertemu paling sedikit 1 (satu) kali"
            " dalam 1 (satu) tahun, secara bergantian di tempat Para Pihak atau secara daring."
        ),
        (
            "(1) The Parties establish a joint working group consisting of representatives of each"
            " Party.\n(2) The joint working group:\na. draws up the annual activity plan;\nb."
            " monitors and evaluates its implementation; and\nc. makes recommendations to the"
            " Parties.\n(3) The joint working group meets at least 1 (one) time a year, alternately"
            " at the seat of each Party or online."
        ),
    ),
    "perselisihan": (
        (
            "Perselisihan mengenai penafsiran atau pelaksanaan {naskah} ini diselesaikan secara"
            " damai melalui negosiasi dan konsultasi antara Para Pihak."
        ),
        (
            "Any dispute concerning the interpretation or implementation of this {naskah} is"
            " settled amicably through negotiation and consultation between the Parties."
        ),
    ),
    "amandemen": (
        (
            "(1) {naskah} ini dapat diubah atas persetujuan tertulis Para Pihak.\n(2) Perubahan"
            " merupakan bagian tidak terpisahkan dari {naskah} ini dan berlaku pada tanggal yang"
            " disepakati Para Pihak."
        ),
        (
            "(1) This {naskah} may be amended by mutual written consent of the Parties.\n(2) An"
            " amendment forms an integral part of this {naskah} and enters into force on the date"
            " agreed upon by the Parties."
        ),
    ),
    "masa_berlaku": (
        (
            "(1) {naskah} ini mulai berlaku {term}.\n(2) {naskah} ini dapat diperpanjang atas"
            " persetujuan tertulis Para Pihak, yang diusulkan paling lambat 6 (enam) bulan sebelum"
            " berakhir.\n(3) {naskah} ini berakhir dalam hal:\na. jangka waktunya berakhir;\nb."
            " salah satu Pihak memberitahukan pengakhirannya secara tertulis paling lambat 6"
            " (enam) bulan sebelumnya;\nc. tujuannya telah tercapai; atau\nd. dibuat kesepakatan"
            " baru yang menggantikannya.\n(4) Berakhirnya {naskah} ini tidak memengaruhi"
            " penyelesaian kegiatan yang sedang berjalan."
        ),
        (
            "(1) This {naskah} enters into force {term}.\n(2) This {naskah} may be extended by"
            " mutual written consent of the Parties, proposed at the latest 6 (six) months before"
            " it expires.\n(3) This {naskah} terminates when:\na. its duration ends;\nb. either"
            " Party notifies its termination in writing at the latest 6 (six) months in"
            " advance;\nc. its objectives have been achieved; or\nd. a new arrangement is made"
            " which supersedes it.\n(4) The termination of this {naskah} does not affect the"
            " completion of ongoing activities."
        ),
    ),
}
TRANSFER = (
    (
        "\n(5) Ilmu pengetahuan dan teknologi yang dikembangkan dalam kerja sama ini dialihkan"
        " kepada sumber daya manusia Indonesia."
    ),
    (
        "\n(5) The science and technology developed under this cooperation are transferred to the"
        " human resources of Indonesia."
    ),
)

# Between the name of a party and the office of whoever represents it.
REPRESENTED, REPRESENTED_EN = ", diwakili oleh ", ", represented by the "


class ArticleText(NamedTuple):
    """One article in one language: what stands in the standard text and, where we depart from it,
    our own.
    """

    part: str
    title: str
    standard: str
    own: str

    @property
    def text(self) -> str:
        """As it stands in the naskah."""
        return self.own or self.standard


def standard_articles_abroad(
    kind: str, agreement: Agreement, first: int = 0
) -> list[tuple[ArticleText, ...]]:
    """Each article in Indonesian, English and the third language of the naskah, in the order of the
    law.

    In its standard text the party that keeps the copy, the `first` of the sides, is named first;
    own wording stands as it was typed.
    """
    base = KINDS[kind].base
    own = (agreement.clauses or {}).get(base) or {}
    sides = sides_of(agreement, kind=kind)
    ordered = named_first(sides, first)
    values = _values(agreement, base, sides, ordered)
    in_english = _english_values(agreement, base, sides, ordered)
    return [
        (
            _article(base, part, 0, "", own, values),
            _article(base, part, 1, ENGLISH, own, in_english),
            *in_third(base, agreement, part, _of(TITLES, base, part)[0]),
        )
        for part in _parts_of(base)
    ]


def in_third(
    kind: str, agreement: Agreement, part: str, title: str, standard: str = ""
) -> list[ArticleText]:
    """The article in the third language, where the naskah has one."""
    texts = third_language.article_in_third(kind, agreement, part, title, standard)
    return [ArticleText(*text) for text in texts]


def _parts_of(kind: str) -> tuple[str, ...]:
    wording = KINDS[kind].wording
    if wording is None:
        return ()
    return wording.parts


def _article(
    base: str,
    part: str,
    language: int,
    suffix: str,
    own: dict[str, str],
    values: dict[str, str],
) -> ArticleText:
    text = _of(TEXTS, base, part)[language].format(**values)
    return ArticleText(
        part + suffix,
        _of(TITLES, base, part)[language],
        text,
        (own.get(part + suffix) or "").strip(),
    )


def _of(table: Mapping[Any, tuple[str, str]], kind: str, part: str) -> tuple[str, str]:
    """In both languages, as this kind has it or all do."""
    return table.get((kind, part)) or table[part]


def _they_notify(sides: tuple[Side, ...]) -> str:
    """The partners, each for itself where they are several."""
    theirs = join_names_with([side.name for side in sides[1:]], "dan")
    each = ""
    if len(sides) > 2:
        each = " masing-masing"
    return f"{theirs}{each} memberitahukan"


def _they_notify_in_english(sides: tuple[Side, ...]) -> str:
    names = join_names_with([side.name_en for side in sides[1:]], "and")
    verb = "notifies"
    if len(sides) > 2:
        verb = "each notify"
    return f"{english.capitalize_english(names)} {verb}"


def _values(
    agreement: Agreement, base: str, sides: tuple[Side, ...], ordered: tuple[Side, ...]
) -> dict[str, str]:
    """What is woven into the Indonesian texts."""
    naskah = KINDS[base].own_name
    named = [f"{side.name}{REPRESENTED}{side.office}" for side in ordered]
    return {
        "naskah": naskah,
        "parties": indonesian.letter_points(named),
        "ours": sides[0].name,
        "they_notify": _they_notify(sides),
        "units": units_of(agreement, "dan"),
        "term": term_of(agreement, base),
        "transfer": _transfer(agreement, 0),
        "worth": worth_abroad.ayat_on_worth(agreement, naskah),
        "aims": indonesian.introduce_text(
            f"Maksud dan tujuan {naskah} ini adalah", agreement.maksud_tujuan
        ),
        "scope": letter_typed_points(
            f"Ruang lingkup {naskah} ini meliputi", agreement.ruang_lingkup, "dan"
        ),
    }


def _english_values(
    agreement: Agreement, base: str, sides: tuple[Side, ...], ordered: tuple[Side, ...]
) -> dict[str, str]:
    """What is woven into the English texts."""
    naskah = KINDS[base].title_en
    named = [f"{side.name_en}{REPRESENTED_EN}{side.office_en}" for side in ordered]
    return {
        "naskah": naskah,
        "parties": indonesian.letter_points(named, "and"),
        "ours": english.capitalize_english(sides[0].name_en),
        "they_notify": _they_notify_in_english(sides),
        "units": units_of(agreement, "and"),
        "term": term_in_english_of(agreement, base),
        "transfer": _transfer(agreement, 1),
        "worth": worth_abroad.ayat_on_worth_in_english(agreement, naskah),
        "aims": english.introduce_text(
            f"The objective of this {naskah} is", agreement.maksud_tujuan_en
        ),
        "scope": letter_typed_points(
            f"The scope of this {naskah} covers", agreement.ruang_lingkup_en, "and"
        ),
    }


def term_of(agreement: Agreement, base: str) -> str:
    """How long an intent is valid; from when until when a naskah is in force."""
    term = agreement.term_of(base)
    if base == DocumentCode.PERNYATAAN_KEHENDAK:
        return indonesian.duration_in_words(term.months)
    return term_abroad(term)


def term_in_english_of(agreement: Agreement, base: str) -> str:
    """The same in English."""
    term = agreement.term_of(base)
    if base == DocumentCode.PERNYATAAN_KEHENDAK:
        return english.duration_in_english(term.months)
    return term_in_english(term)


def _transfer(agreement: Agreement, language: int) -> str:
    """The ayat on handing on science and technology, where the cooperation is about them."""
    if not agreement.iptek:
        return ""
    return TRANSFER[language]


def letter_typed_points(lead: str, text: str, conjunction: str) -> str:
    """The typed points as a lettered list, so that both languages stand side by side point by
    point; one point as a sentence.
    """
    points = indonesian.list_items_of(text)
    if not 1 < len(points) <= len(ascii_lowercase):
        if conjunction == "dan":
            return indonesian.introduce_text(lead, text)
        return english.introduce_text(lead, text)
    rows = [english.capitalize_english(point) for point in points]
    return f"{lead}:\n{indonesian.letter_points(rows, conjunction)}."
