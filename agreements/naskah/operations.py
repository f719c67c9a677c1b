"""What a person does to a naskah: insert, move, split, rename, delete and reword a Pasal.

Each gives a new tree; numbers and references follow by themselves. Raises NotPossible, in
Indonesian.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from agreements.naskah.blocks import (
    BAB,
    BAGIAN,
    FRAME,
    INDONESIAN,
    Annex,
    AnnexFile,
    Article,
    Body,
    Chapter,
    FramePart,
    Inline,
    ItemList,
    Line,
    NaskahText,
    Owner,
    Paragraph,
    Reference,
    Said,
    Speaking,
    Text,
    join_runs,
    map_lines,
)
from agreements.naskah.identity import keep_ids
from agreements.naskah.inline import Teller
from agreements.naskah.numbering import Fault, Numbers

LONGEST_TITLE = 150
MOST_ARTICLES = 150
MOST_ANNEXES = 30
ANNEX = "lampiran"
GONE = "Bagian itu sudah tidak ada; mungkin baru saja dihapus orang lain."


class NotPossible(ValueError):
    """The act cannot be done; the message says why."""


def require_article(naskah: NaskahText, article_id: str) -> Article:
    """The Pasal with that id. Raises NotPossible when it is gone."""
    article = naskah.article(article_id)
    if article is None:
        raise NotPossible(GONE)
    return article


def require_owner(naskah: NaskahText, owner_id: str) -> Owner:
    """The Pasal, annex or part of the frame with that id. Raises NotPossible when it is gone."""
    owner = next((one for one in naskah.owners if one.id == owner_id), None)
    if owner is None:
        raise NotPossible(GONE)
    return owner


def insert_article(
    naskah: NaskahText, role: str, titles: Mapping[str, str], after: str = ""
) -> tuple[NaskahText, str]:
    """A new, empty Pasal behind another; without one, at the end. Gives its id as well."""
    _require_title(titles[INDONESIAN])
    if len(naskah.articles) >= MOST_ARTICLES:
        raise NotPossible(f"Paling banyak {MOST_ARTICLES} Pasal.")
    one = f"{role}-{naskah.next}"
    article = Article(one, role, {language: Said(title) for language, title in titles.items()})
    place = len(naskah.articles)
    if after:
        place = naskah.articles.index(require_article(naskah, after)) + 1
    articles = (*naskah.articles[:place], article, *naskah.articles[place:])
    return replace(naskah, articles=articles, next=naskah.next + 1), one


def _require_title(title: str) -> None:
    if not title.strip():
        raise NotPossible("Judul wajib diisi.")
    if len(title) > LONGEST_TITLE:
        raise NotPossible(f"Judul paling panjang {LONGEST_TITLE} karakter.")


def move_article(naskah: NaskahText, article_id: str, steps: int) -> NaskahText:
    """The Pasal so many places further down, or up when negative; at the ends it stays. BAB and
    Bagian keep their places.
    """
    articles = _moved(naskah.articles, article_id, steps)
    stood = [one.id for one in naskah.articles]
    chapters = tuple(
        replace(one, before=articles[stood.index(one.before)].id) for one in naskah.chapters
    )
    return replace(naskah, articles=articles, chapters=chapters)


def _moved(owners: tuple[Speaking, ...], owner_id: str, steps: int) -> tuple[Speaking, ...]:
    ids = [one.id for one in owners]
    if owner_id not in ids:
        raise NotPossible(GONE)
    place, rest = ids.index(owner_id), list(owners)
    moved = rest.pop(place)
    rest.insert(max(0, min(len(rest), place + steps)), moved)
    return tuple(rest)


def add_annex(
    naskah: NaskahText, titles: Mapping[str, str], file: AnnexFile | None = None
) -> tuple[NaskahText, str]:
    """A new lampiran behind the others: of text yet to be written, or of the pages of a file. Gives
    its id as well.
    """
    _require_title(titles[INDONESIAN])
    if len(naskah.annexes) >= MOST_ANNEXES:
        raise NotPossible(f"Paling banyak {MOST_ANNEXES} lampiran.")
    one = f"{ANNEX}-{naskah.next}"
    texts = {language: Said(" ".join(title.split())) for language, title in titles.items()}
    annex = Annex(one, texts, file)
    return replace(naskah, annexes=(*naskah.annexes, annex), next=naskah.next + 1), one


def move_annex(naskah: NaskahText, annex_id: str, steps: int) -> NaskahText:
    """The annex so many places further down, or up when negative; at the ends it stays."""
    return replace(naskah, annexes=_moved(naskah.annexes, annex_id, steps))


def delete_annex(naskah: NaskahText, annex_id: str) -> NaskahText:
    """Without the annex. Raises NotPossible while something refers to it."""
    require_owner(naskah, annex_id)
    left = replace(naskah, annexes=tuple(one for one in naskah.annexes if one.id != annex_id))
    _refuse_broken(Numbers(naskah), left, annex_id)
    return left


def delete_article(naskah: NaskahText, article_id: str, mandatory: Mapping[str, str]) -> NaskahText:
    """Without the Pasal. `mandatory` are the roles that the naskah must hold, each with the article
    of the law that says so; the last Pasal of such a role stays.
    """
    article = require_article(naskah, article_id)
    rest = tuple(one for one in naskah.articles if one.id != article_id)
    numbers = Numbers(naskah)
    if article.role in mandatory and all(one.role != article.role for one in rest):
        place = numbers.words(article_id)
        raise NotPossible(f"{place} {article.title} wajib ada ({mandatory[article.role]}).")
    chapters = _without_article(naskah, numbers, article_id)
    left = replace(naskah, articles=rest, chapters=chapters)
    _refuse_broken(numbers, left, article_id)
    return left


def _without_article(naskah: NaskahText, numbers: Numbers, article_id: str) -> tuple[Chapter, ...]:
    """The BAB and Bagian that began with a Pasal begin with the next. Raises NotPossible where they
    would be left without any.
    """
    ids = [one.id for one in naskah.articles]
    following = next(iter(ids[ids.index(article_id) + 1 :]), "")
    begun = naskah.chapters_before(article_id)
    taken = {one.level for one in naskah.chapters_before(following)}
    for one in begun:
        if not following or one.level in taken or (one.level == BAGIAN and BAB in taken):
            raise NotPossible(
                f"{numbers.chapters[one.id]} hanya berisi Pasal ini. Hapus"
                f" {numbers.chapters[one.id]} lebih dahulu."
            )
    return tuple(replace(one, before=following) if one in begun else one for one in naskah.chapters)


def insert_chapter(
    naskah: NaskahText, level: str, title: str, before: str
) -> tuple[NaskahText, str]:
    """A BAB or a Bagian that begins with that Pasal. Gives its id as well."""
    _require_title(title)
    require_article(naskah, before)
    name = {BAB: "BAB", BAGIAN: "Bagian"}.get(level)
    if name is None:
        raise NotPossible("Pilih BAB atau Bagian.")
    if any(one.level == level for one in naskah.chapters_before(before)):
        raise NotPossible(f"Pada Pasal itu sudah dimulai {name} lain.")
    one = f"{level}-{naskah.next}"
    chapter = Chapter(one, before, {INDONESIAN: Said(" ".join(title.split()))})
    chapters = (*naskah.chapters, chapter)
    return replace(naskah, chapters=chapters, next=naskah.next + 1), one


def rename_chapter(naskah: NaskahText, chapter_id: str, title: str) -> NaskahText:
    """The BAB or Bagian with another title."""
    _require_title(title)
    _require_chapter(naskah, chapter_id)
    texts = {INDONESIAN: Said(" ".join(title.split()))}
    return replace(
        naskah,
        chapters=tuple(
            replace(one, texts=one.texts | texts) if one.id == chapter_id else one
            for one in naskah.chapters
        ),
    )


def delete_chapter(naskah: NaskahText, chapter_id: str) -> NaskahText:
    """Without that BAB or Bagian; its Pasal stay."""
    _require_chapter(naskah, chapter_id)
    rest = tuple(one for one in naskah.chapters if one.id != chapter_id)
    return replace(naskah, chapters=rest)


def _require_chapter(naskah: NaskahText, chapter_id: str) -> None:
    if all(one.id != chapter_id for one in naskah.chapters):
        raise NotPossible(GONE)


def _refuse_broken(numbers: Numbers, left: NaskahText, taken: str) -> None:
    """Raises NotPossible where what is left refers to what was taken away; `numbers` are those of
    before.
    """
    known = {fault.id for fault in numbers.faults()}
    if broken := [fault for fault in Numbers(left).faults() if fault.id not in known]:
        names = ", ".join(numbers.words(fault.id) for fault in broken)
        raise NotPossible(
            f"{numbers.words(taken)} masih dirujuk dalam {names}. Ubah rujukannya lebih dahulu."
        )


def rename_article(
    naskah: NaskahText, article_id: str, title: str, language: str = INDONESIAN
) -> NaskahText:
    """The Pasal or annex with another title; a translation may still lack its own."""
    owner = require_owner(naskah, article_id)
    if title.strip() or language == INDONESIAN:
        _require_title(title)
    said = replace(owner.said_in(language), title=" ".join(title.split()))
    return naskah.saying(article_id, language, said)


def split_article(
    naskah: NaskahText, article_id: str, at: str, titles: Mapping[str, str]
) -> tuple[NaskahText, str]:
    """The Pasal in two: what stands from the block or ayat `at` becomes a Pasal of its own behind
    it, in each language that has that block. Gives its id as well.
    """
    article = require_article(naskah, article_id)
    second = f"b{naskah.next}"
    halves = {
        language: _split_body(said.body, at, second) for language, said in article.texts.items()
    }
    naskah = replace(naskah, next=naskah.next + 1)
    if not all(halves[INDONESIAN]):
        raise NotPossible("Pilih bagian sesudah yang pertama; di situlah Pasal baru dimulai.")
    told = {language: titles.get(language, "") for language in article.texts}
    naskah, one = insert_article(naskah, article.role, told, article_id)
    for language, (kept, gone) in halves.items():
        title = " ".join(told[language].split())
        if not all((kept, gone)):  # nothing is lost of a language that is built otherwise
            kept, gone = article.said_in(language).body, ()
        stays = Said(article.said_in(language).title, _settled(kept))
        naskah = naskah.saying(article_id, language, stays)
        naskah = naskah.saying(one, language, Said(title, _settled(gone)))
    return naskah, one


def _split_body(body: Body, at: str, second: str) -> tuple[Body, Body]:
    for place, block in enumerate(body):
        if block.id == at:
            return body[:place], body[place:]
        if isinstance(block, ItemList):
            ids = [item.id for item in block.items]
            if at in ids[1:]:
                cut = ids.index(at)
                head = replace(block, items=block.items[:cut])
                tail = replace(block, id=second, items=block.items[cut:], start=1)
                return (*body[:place], head), (tail, *body[place + 1 :])
    return body, ()


def _settled(body: Body) -> Body:
    """An ayat alone bears no number: its words stand by themselves."""
    if len(body) == 1 and isinstance(body[0], ItemList) and len(body[0].items) == 1:
        item = body[0].items[0]
        return (Paragraph(item.id, item.text), *item.body)
    return body


def places_to_split(numbers: Numbers, article: Article) -> list[tuple[str, str]]:
    """(id, words) of where a Pasal may be split: every block and ayat but the first."""
    teller = Teller(numbers)
    places: list[tuple[str, str]] = []
    for block in article.body:
        if isinstance(block, ItemList):
            places += [
                (item.id, _begins(numbers.words(item.id, article.id), teller, item.text))
                for item in block.items
            ]
        elif isinstance(block, Paragraph):
            places.append((block.id, _begins("", teller, block.text)))
        else:
            places.append((block.id, "tabel"))
    return places[1:]


def _begins(place: str, teller: Teller, line: Line) -> str:
    words = teller.text(line, "")
    if len(words) > 60:
        words = f"{words[:60].rstrip()}…"
    return f"{place}: {words}" if place else words


def reword_article(
    naskah: NaskahText,
    article_id: str,
    body: Body,
    language: str = INDONESIAN,
    *,
    keeps_words: bool = False,
) -> NaskahText:
    """The Pasal, annex or part of the frame with another body, which brings no ids: each block
    keeps the id it had where it says the same or much the same.
    """
    old = require_owner(naskah, article_id).said_in(language)
    teller = Teller(Numbers(naskah), language=language)
    naskah, named = keep_ids(naskah, body, old.body, article_id, teller, keeps_words=keeps_words)
    return naskah.saying(article_id, language, replace(old, body=named))


def word_frame(naskah: NaskahText, part: str, body: Body) -> NaskahText:
    """The naskah with a part of its frame worded; without a body that part follows the case
    again. Raises NotPossible for what is no part, and while something refers to it.
    """
    if part not in FRAME:
        raise NotPossible(GONE)
    stands = {one.id: one for one in naskah.frame}
    if not body:
        left = replace(naskah, frame=tuple(one for one in naskah.frame if one.id != part))
        _refuse_broken(Numbers(naskah), left, part)
        return left
    if part not in stands:
        stands[part] = FramePart(part, {INDONESIAN: Said("")})
        naskah = replace(naskah, frame=tuple(stands[one] for one in FRAME if one in stands))
    return reword_article(naskah, part, body)


def look_up_references(
    naskah: NaskahText, order: tuple[str, ...] = (), *, keeps_lost: bool = False, of: str = ""
) -> tuple[NaskahText, list[Fault]]:
    """The naskah with each typed reference tied to the id it means, and the faults of those that
    mean nothing. `order` are the Pasal as whoever typed saw them. With `keeps_lost` what means
    nothing stays as words, of all Pasal or of this one.
    """
    numbers = Numbers(naskah)

    def tied(one: Inline, within: str) -> Inline:
        if not isinstance(one, Reference) or one.to:
            return one
        found = numbers.find(one.typed, within, order)
        if found:
            return Reference(found)
        return Text(one.typed) if keeps_lost and of in ("", within) else one

    def line_of(within: str, line: Line) -> Line:
        return join_runs(tuple(tied(one, within) for one in line))

    def texts_of(owner: Owner) -> dict[str, Said]:
        return {
            language: replace(said, body=map_lines(said.body, partial(line_of, owner.id)))
            for language, said in owner.texts.items()
        }

    articles = tuple(replace(one, texts=texts_of(one)) for one in naskah.articles)
    annexes = tuple(replace(one, texts=texts_of(one)) for one in naskah.annexes)
    frame = tuple(replace(one, texts=texts_of(one)) for one in naskah.frame)
    naskah = replace(naskah, articles=articles, annexes=annexes, frame=frame)
    return naskah, Numbers(naskah).faults()
