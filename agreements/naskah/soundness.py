"""Whether a naskah is sound where no schema can say so: ids, titles, lists, BAB, references."""

from collections.abc import Iterator

from agreements.naskah.blocks import (
    BAB,
    BAGIAN,
    Body,
    FramePart,
    ItemList,
    NaskahText,
    Owner,
    all_blocks,
    role_of,
)
from agreements.naskah.numbering import Fault, Numbers
from agreements.naskah.plain import is_too_deep


def faults_of(naskah: NaskahText) -> list[Fault]:
    """What no schema can say: ids given twice, lists too deep, empty titles, lost references."""
    numbers = Numbers(naskah)
    return [
        *_faults_of_ids(naskah),
        *_faults_of_chapters(naskah, numbers),
        *_faults_of_owners(naskah, numbers),
        *numbers.faults(),
    ]


def _faults_of_chapters(naskah: NaskahText, numbers: Numbers) -> Iterator[Fault]:
    is_in_chapter = False
    for article in naskah.articles:
        found = naskah.chapters_before(article.id)
        levels = [one.level for one in found]
        is_in_chapter = is_in_chapter or BAB in levels
        for one in found:
            place = numbers.chapters[one.id]
            if levels.count(one.level) > 1:
                yield Fault(one.id, f"{place} tidak berisi Pasal.")
            if one.level == BAGIAN and not is_in_chapter:
                yield Fault(one.id, f"{place} harus berada di dalam BAB.")
            if not one.title.strip():
                yield Fault(one.id, f"{place} belum berjudul.")
    for one in naskah.chapters:
        if one.id not in numbers.chapters:
            yield Fault(one.id, f"“{one.title}” tidak menemukan Pasal yang dimulainya.")


def _faults_of_ids(naskah: NaskahText) -> Iterator[Fault]:
    """Each id is given once; a block bears the same one in every language of its Pasal."""
    seen: dict[str, tuple[str, str]] = {}
    for one, where in _ids_with_places(naskah):
        known = seen.get(one)
        is_other_language = known and known[0] == where[0] and known[1] != where[1]
        if not one:
            yield Fault("", "Ada bagian tanpa id.")
        elif known and not is_other_language:
            yield Fault(one, f"Id “{one}” dipakai dua kali.")
        seen[one] = where


def _ids_with_places(naskah: NaskahText) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each id with its owner and its language; owners themselves have neither."""
    for one in (*naskah.owners, *naskah.chapters):
        yield one.id, ("", "")
    for owner in naskah.owners:
        for language, said in owner.texts.items():
            for block in all_blocks(said.body):
                yield block.id, (owner.id, language)


def _faults_of_owners(naskah: NaskahText, numbers: Numbers) -> Iterator[Fault]:
    for article in naskah.articles:
        if article.role != role_of(article.id):
            why = f"{numbers.words(article.id)}: peran tidak sesuai dengan id-nya."
            yield Fault(article.id, why)
    for annex in naskah.annexes:
        if annex.file is None and not annex.body:
            why = f"{numbers.words(annex.id)} belum berisi. Tulis isinya, atau hapus."
            yield Fault(annex.id, why)
    for part in naskah.frame:
        if not part.body:
            yield Fault(part.id, f"{numbers.words(part.id)} belum berisi.")
    for one in naskah.owners:
        yield from _faults_of_texts(one, numbers.words(one.id))


def _faults_of_texts(owner: Owner, place: str) -> Iterator[Fault]:
    """The faults of what it says in each language; a translation may wait for its title."""
    if not owner.title.strip() and not isinstance(owner, FramePart):
        yield Fault(owner.id, f"{place} belum berjudul.")
    for said in owner.texts.values():
        if is_too_deep(said.body):
            yield Fault(owner.id, f"{place}: daftar bertingkat paling banyak lima tingkat.")
        yield from _faults_of_lists(said.body, place, ())


def _faults_of_lists(body: Body, place: str, above: tuple[str, ...]) -> Iterator[Fault]:
    for before, block in zip((None, *body), body, strict=False):
        if not isinstance(block, ItemList):
            if not above and isinstance(before, ItemList) and before.style == "ayat":
                why = "teks sesudah ayat terakhir harus berada di dalam ayat."
                yield Fault(block.id, f"{place}: {why}")
            continue
        if block.style in above:
            yield Fault(block.id, f"{place}: daftar di dalam daftar memakai tanda yang lain.")
        for item in block.items:
            yield from _faults_of_lists(item.body, place, (*above, block.style))
