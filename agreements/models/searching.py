"""How the register is searched: by words, names of units and mitra, and any number of a naskah or
letter.

Every word asked for must be found somewhere: in the text (from its beginning on), in the name of
the unit or the mitra, or in a number. So "Dinkes sampah" finds what Dinas Kesehatan does about
sampah.
"""

import re
from collections.abc import Collection
from typing import TypeVar

from django.contrib.postgres.search import SearchQuery, SearchVector, TrigramWordSimilarity
from django.db import models
from django.db.models.functions import Lower, Replace

from kerjasama.accounts.models import Unit
from partners.models import Partner

from .party import Party

Cases = TypeVar("Cases", bound=models.QuerySet)
MOST_WORDS = 8
MOST_OF_A_NUMBER = 2_000  # cases named by one part of a number
ALIKE = 0.45  # how much a misspelt word must resemble one of the title
# What is typed into a proposal; each is searched.
TEXTS = (
    *("title", "objek", "ruang_lingkup", "latar_belakang", "maksud_tujuan", "lokasi", "manfaat"),
    *("analisis_dampak", "pembiayaan", "program", "nilai_tertulis", "alasan", "penyelesaian"),
    *("title_en", "maksud_tujuan_en", "ruang_lingkup_en", "alih_teknologi", "kesetaraan"),
    *("saling_melengkapi", "hubungan_masyarakat", "pemetaan", "kesimpulan", "sasaran"),
    *("tempat_ttd", "naskah_induk", "kementerian_pengampu"),
)
FILLERS = frozenset({"dan", "yang", "di", "ke", "dari", "untuk", "tentang", "dengan", "antara"})


def search_vector() -> models.Expression:
    """Each text twice: by the stems of its words, and as written, so that beginnings are found."""
    texts = [_two_words(field) for field in TEXTS]
    return SearchVector(*texts, config="indonesian") + SearchVector(*texts, config="simple")


def _two_words(field: str) -> Replace:
    kerja_sama = (models.Value("kerjasama"), models.Value("kerja sama"))
    return Replace(Lower(field), *kerja_sama, output_field=models.TextField())


def words_of(asked: str) -> str:
    """What is sought for: "kerjasama" and "kerja sama" are one, and name every row, so they go."""
    plain = " ".join(asked.replace("\0", "").lower().replace("kerjasama", "kerja sama").split())
    return " ".join(plain.replace("kerja sama", " ").split())


def filter_by_words(words: str, cases: type[models.Model]) -> models.Q:
    """The cases that hold the phrase, or each of its words."""
    if words.isalnum():  # one word is its own phrase
        units = list(Unit.objects.values_list("pk", "name"))
        return _of_word(words, cases, units, _partners_alike(words))
    query = SearchQuery(words, config="indonesian", search_type="websearch")
    phrase = _any_of(cases, models.Q(search=query), parties=_partners_alike(words))
    units = list(Unit.objects.values_list("pk", "name"))
    singly = models.Q()
    for word in _significant(words):
        singly &= _of_word(word, cases, units, _partners(word))
    return phrase | models.Q(pk__in=_of_number(words, cases)) | singly


def _any_of(cases: type[models.Model], *ways: models.Q, parties: Collection[int]) -> models.Q:
    """The cases that one of these finds, or one of these parties. Asked one by one, each is
    answered by its index; an OR of them would read the words of every case.
    """
    asks = [cases._default_manager.filter(way).order_by().values("pk") for way in ways]
    asks.append(_cases_of_parties(parties))
    return models.Q(pk__in=asks[0].union(*asks[1:]))


def resembling_cases(words: str, cases: Cases) -> Cases:
    """For words that nothing holds: the cases whose title has words like them, however misspelt."""
    found = cases
    for place, word in enumerate(_significant(words)):
        alike = f"alike_{place}"
        found = found.alias(**{alike: TrigramWordSimilarity(word, Lower("title"))})
        near = models.Q(**{f"{alike}__gte": ALIKE}) | models.Q(owner__in=Unit.objects.called(word))
        found = found.filter(near | with_party(_partners(word)))
    return found


def _significant(words: str) -> list[str]:
    told = [word for word in words.split() if word not in FILLERS]
    return (told or words.split())[:MOST_WORDS]


def _of_word(
    word: str, cases: type[models.Model], units: list[tuple[int, str]], partners: list[int]
) -> models.Q:
    ways = [
        models.Q(search=SearchQuery(word, config="indonesian")),
        models.Q(owner__in=_units(word, units)),
        models.Q(pk__in=_of_number(word, cases)),
    ]
    if letters := re.sub(r"[^\w]+", " ", word).split():
        raw = " & ".join(f"{part}:*" for part in letters)
        ways.append(models.Q(search=SearchQuery(raw, config="simple", search_type="raw")))
    return _any_of(cases, *ways, parties=partners)


def _units(word: str, units: list[tuple[int, str]]) -> list[int]:
    """By name, daily, former or later name, or the first letters of its words."""
    by_letters = {pk for pk, name in units if initials_of_name(name) == word.upper()}
    return [*by_letters, *Unit.objects.called(word).values_list("pk", flat=True)]


def with_party(partners: Collection[int]) -> models.Q:
    """Agreements to which one of these partners is a party, as the first or a further one."""
    return models.Q(pk__in=_cases_of_parties(partners))


def _cases_of_parties(partners: Collection[int]) -> models.QuerySet:
    return Party.objects.filter(partner__in=partners).order_by().values("agreement")


def _partners_alike(words: str) -> list[int]:
    """Mitra whose name holds the words; where none does, those whose name is like them, which is
    dear to find out.
    """
    holding = _partners(words)
    return holding or list(Partner.objects.search(words).order_by().values_list("pk", flat=True))


def _partners(word: str) -> list[int]:
    return list(Partner.objects.named(word).values_list("pk", flat=True))


def initials_of_name(name: str) -> str:
    """ "DLHK" for Dinas Lingkungan Hidup dan Kehutanan."""
    return "".join(
        word[0] for word in re.findall(r"\w+", name) if word.lower() not in FILLERS
    ).upper()


def _of_number(asked: str, cases: type[models.Model]) -> list[int]:
    """Cases with a naskah or letter, of ours or theirs, whose number holds this; spaces do not
    count.
    """
    part = re.sub(r"\s*([/.-])\s*", r"\1", asked)
    if not re.search(r"\d", part) or len(part) < 2:
        return []
    # Each kind of record names its own column; the union asks each trigram index once.
    places: tuple[tuple[str, dict], ...] = (
        ("naskah_number", {}),
        ("documents__number", {}),
        ("numbers__text", {}),
        ("evidence__number", {"evidence__void": False}),
        ("fulfilments__number", {"fulfilments__void": False}),
    )
    asks = [
        cases._default_manager.filter(**{f"{place}__icontains": part}, **more)
        .order_by()
        .values("pk")
        for place, more in places
    ]
    return list(asks[0].union(*asks[1:]).values_list("pk", flat=True)[:MOST_OF_A_NUMBER])
