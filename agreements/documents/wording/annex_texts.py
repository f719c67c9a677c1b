"""What the lampiran of a naskah say: compared and looked through as its Pasal are."""

from collections.abc import Iterator

from agreements.documents.text.indonesian import BLANK
from agreements.documents.wording import kept_trees
from agreements.documents.wording.annexes import files_of
from agreements.documents.wording.redline import NamedText
from agreements.documents.wording.versions import tidy_text
from agreements.models import Agreement
from agreements.models.naskah_setup import split_part
from agreements.naskah.blocks import FRAME, INDONESIAN, Annex, AnnexFile, NaskahText
from agreements.naskah.inline import Teller
from agreements.naskah.numbering import Numbers
from agreements.naskah.plain import tell_body
from agreements.workflow.removals import days_of_removals
from kerjasama.writing.days import short_date


def annex_texts_of(kind: str, agreement: Agreement, tree: NaskahText | None) -> list[NamedText]:
    """Each lampiran of a tree with its place, its title, its words and what file it shows; then
    what was worded around the Pasal.
    """
    if tree is None:
        return []
    teller = kept_trees.teller_of(kind, agreement, tree)
    return [
        *_lampiran_of(kind, agreement, tree),
        *(
            NamedText(part.id, FRAME[part.id], "", tidy_text(tell_body(part.body, teller, part.id)))
            for part in tree.frame
        ),
        *(
            NamedText(
                one.id,
                teller.numbers.chapters[one.id],
                one.title,
                f"Dimulai pada {teller.numbers.words(one.before)}",
            )
            for one in tree.chapters
        ),
    ]


def _lampiran_of(kind: str, agreement: Agreement, tree: NaskahText) -> Iterator[NamedText]:
    """Each lampiran in each of its languages; its file is told once."""
    tellers = [
        kept_trees.teller_of(kind, agreement, tree, language)
        for language in kept_trees.languages_of(kind, agreement)
    ]
    for annex in tree.annexes:
        for teller in tellers:
            part = kept_trees.part_in(annex.id, teller.language)
            place = teller.numbers.words(annex.id, "", teller.language)
            title = annex.said_in(teller.language).title
            yield NamedText(part, place, title, _told(annex, teller))


def _told(annex: Annex, teller: Teller) -> str:
    said = tidy_text(tell_body(annex.said_in(teller.language).body, teller, annex.id))
    file = _told_of_file(annex.file) if teller.language == INDONESIAN else ""
    return "\n".join(filter(None, [said, file]))


def _told_of_file(file: AnnexFile | None) -> str:
    if file is None:
        return ""
    return f"Berkas: {file.name}, {file.pages} halaman, SHA-256 {file.sha256}"


def gaps_of_annexes(kind: str, agreement: Agreement) -> list[str]:
    """What the lampiran of a draft still lack: words or a file, and what was left for the hand."""
    gaps = []
    for part, place, title, text in annex_texts_of(
        kind, agreement, kept_trees.tree_kept_of(kind, agreement)
    ):
        if not text and not split_part(part)[1]:  # a missing translation is told as one
            gaps.append(f"{place} {title}".strip() + " belum berisi.")
        elif BLANK in text:
            gaps.append(f"{place} {title}".strip() + " masih berisi tempat kosong.")
    return gaps


def removed_files_of(kind: str, agreement: Agreement) -> list[tuple[str, str]]:
    """(id, what is to be done) of each lampiran whose file was taken away by two people."""
    tree = kept_trees.tree_kept_of(kind, agreement)
    if tree is None or not tree.annexes:
        return []
    days = days_of_removals(agreement, files_of(tree))
    numbers = Numbers(tree)
    return [
        (
            annex.id,
            f"{numbers.words(annex.id)} {annex.title}: isi berkasnya dihapus pada"
            f" {short_date(days[annex.file.sha256])}. Hapus lampiran itu, lalu lampirkan berkas"
            " lain bila perlu.",
        )
        for annex in tree.annexes
        if annex.file and annex.file.sha256 in days
    ]
