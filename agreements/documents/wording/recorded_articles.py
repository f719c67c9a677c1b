"""The Pasal of a naskah that was signed outside the system, as somebody typed them from it: what an
adendum of it builds on.
"""

import re

from django.db import transaction

from agreements.documents.wording.kept_trees import part_in
from agreements.models import Agreement, DraftVersion
from agreements.models.event import LogAction
from agreements.models.state import STOPPED
from agreements.models.wording import Source, hash_of
from agreements.naskah.blocks import ENGLISH, INDONESIAN
from agreements.regulations import legacy
from agreements.regulations.vocabulary import Change
from agreements.workflow import change_effects, registering
from agreements.workflow.case_log import note_act
from agreements.workflow.guarding import refuse_for, refuse_if
from kerjasama.accounts.models import User

from .versions import tidy_text

LONGEST_TITLE = 150
_WORD = {INDONESIAN: "Pasal", ENGLISH: "Article"}
NOT_FROM_OUTSIDE = "Naskah ini tidak ditandatangani sebagai naskah dari luar."
HEADING = re.compile(r"\s*(pasal|article)\s+(\d{1,3})\b\s*[.:–-]?\s*(.*)", re.IGNORECASE)
# "Pasal 3 ayat (1) …" at the beginning of a line refers to a Pasal and heads none.
REFERENCE = re.compile(
    r"(?:ayat|huruf|angka|sampai|dan|atau|di|yang|paragraph|point|to|and|or|of)\b|[(,;]",
    re.IGNORECASE,
)
CLOSING = re.compile(r"\s*(?:demikian(?:lah)?|sebagai bukti|in witness whereof)\b", re.IGNORECASE)
NUMBERED = re.compile(r"\s*(?:\(\d+\)|[a-z]\.|\d+\.)\s")


class NoArticles(ValueError):
    """The text holds no Pasal that could be kept; the message says why, in Indonesian."""


def articles_in_text(text: str, *, is_bilingual: bool = False) -> list[list[str]]:
    """[part, title, text] of each Pasal, in the order of the naskah; what stands before the first
    and after the closing words is left out. Abroad each Pasal stands with its Article behind it,
    however the two texts were typed. Raises NoArticles.
    """
    found: dict[str, list[list[str]]] = {INDONESIAN: [], ENGLISH: []}
    open_in: list[list[str]] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        heading = HEADING.fullmatch(line)
        language = _language_of(heading, is_bilingual=is_bilingual)
        if heading and language and not REFERENCE.match(heading[3]):
            open_in = found[language]
            _begin(open_in, language, int(heading[2]), heading[3])
        elif open_in and CLOSING.match(line):
            open_in = []
            if not is_bilingual:
                break
        elif open_in:
            _add(open_in[-1], line)
    articles = {
        language: [[part, title, tidy_text(said)] for part, title, said in rows]
        for language, rows in found.items()
    }
    if not articles[INDONESIAN]:
        raise NoArticles(
            "Tidak ada Pasal yang terbaca. Awali tiap Pasal dengan “Pasal 1” dan judul."
        )
    for language, rows in articles.items():
        _require_complete(_WORD[language], rows)
    if not is_bilingual:
        return articles[INDONESIAN]
    return _paired(articles[INDONESIAN], articles[ENGLISH])


def _language_of(heading: re.Match[str] | None, *, is_bilingual: bool) -> str:
    """The language whose word heads the Pasal; none where the naskah is not written in it."""
    if heading is None or heading[1].lower() == "pasal":
        return INDONESIAN
    return ENGLISH if is_bilingual else ""


def _paired(ours: list[list[str]], theirs: list[list[str]]) -> list[list[str]]:
    if len(ours) != len(theirs):
        raise NoArticles(
            f"Teks Indonesia berisi {len(ours)} Pasal, teks Inggris {len(theirs)} Article. Salin"
            " keduanya."
        )
    return [row for pair in zip(ours, theirs, strict=True) for row in pair]


def _require_complete(word: str, articles: list[list[str]]) -> None:
    for place, (_, title, said) in enumerate(articles, 1):
        if not title or not said:
            raise NoArticles(f"{word} {place} belum berjudul atau belum berisi.")


def _begin(found: list[list[str]], language: str, number: int, title: str) -> None:
    expected, word = len(found) + 1, _WORD[language]
    if number != expected:
        raise NoArticles(f"Yang diharapkan {word} {expected}, tertulis {word} {number}.")
    part = part_in(f"pasal_{number}", language)
    found.append([part, _as_title(title) if language == INDONESIAN else title.strip(), ""])


def _add(article: list[str], line: str) -> None:
    """The first line beneath a number alone is the title of the Pasal."""
    is_title = len(line.strip()) <= LONGEST_TITLE and not NUMBERED.match(line)
    if not article[1] and line.strip() and is_title:
        article[1] = _as_title(line)
    else:
        article[2] += f"{line}\n"


def _as_title(line: str) -> str:
    """ "HAK DAN KEWAJIBAN" as other Pasal are called: "Hak dan Kewajiban"."""
    title = " ".join(line.split()).strip(" .:;")
    if not title.isupper():
        return title
    small = {"Dan": "dan", "Atau": "atau", "Di": "di", "Ke": "ke", "Dari": "dari"}
    words = title.title().split(" ")
    return " ".join([*words[:1], *(small.get(word, word) for word in words[1:])])


def recorded_articles_of(agreement: Agreement, kind: str = "") -> list[list[str]]:
    """The Pasal as they were typed last, of one `kind` where the case signed several naskah; none
    where nobody did.
    """
    kept = agreement.draft_versions.filter(source=Source.RECORDED)
    if kind:
        kept = kept.filter(kind=kind)
    last = kept.order_by("number").last()
    return last.texts if last else []


def is_signed_from_outside(agreement: Agreement, kind: str) -> bool:
    """Whether this naskah was signed as a text that was written elsewhere, whose Pasal nobody knows
    until somebody types them.
    """
    signed = change_effects.signings_of_naskah(agreement)
    return kind in signed and agreement.outside_text_of(kind) is not None


def why_articles_stay(agreement: Agreement) -> str:
    """Why they can no longer be typed anew; empty while they can."""
    built = agreement.children.filter(track_code__endswith=f"-{Change.AMENDS}")
    if built.exclude(state__in=STOPPED).exists():
        return "Sudah ada adendum yang dibuat atas Pasal ini."
    return ""


@transaction.atomic
def keep_articles(
    agreement_id: int, user: User, articles: list[list[str]], kind: str = ""
) -> DraftVersion:
    """Keep the Pasal of a recorded naskah, or of the `kind` that was signed as a text from outside.
    Raises Refused without the role, for another naskah, and once an adendum builds on them.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    may = registering.may_register(user)
    refuse_if(not may, "Mencatat Pasal naskah lama hanya wewenang Bagian Kerja Sama.")
    if kind:
        refuse_if(not is_signed_from_outside(agreement, kind), NOT_FROM_OUTSIDE)
    else:
        refuse_if(not agreement.is_legacy, "Kerja sama ini tidak dicatat dari naskah lama.")
    refuse_for(why_articles_stay(agreement))
    refuse_if(articles == recorded_articles_of(agreement, kind), "Tidak ada yang berubah.")
    kind = kind or legacy.recorded_kind_of(agreement.track)
    version = DraftVersion.objects.create(
        agreement=agreement,
        kind=kind,
        number=agreement.draft_versions.filter(kind=kind).count() + 1,
        texts=articles,
        source=Source.RECORDED,
        content_hash=hash_of(articles),
        by=user,
    )
    what = f"{len(articles)} Pasal"
    note_act(agreement, user, LogAction.ARTICLES_RECORDED, {"what": what, "version": version.pk})
    return version
