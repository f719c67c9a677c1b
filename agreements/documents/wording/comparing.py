"""The texts of a naskah that can be laid beside each other: the standard one, each version that was
kept, and how it stands now.
"""

from agreements.documents.kinds import KINDS
from agreements.documents.wording import annex_texts, kept_trees, looks, redline, versions
from agreements.models import Agreement, DraftVersion

STANDARD, CURRENT = "baku", "kini"


class ComparedTexts:
    """Those of one naskah, by their codes: that of the standard text, of the text as it stands now,
    or the number of a version.
    """

    def __init__(self, kind: str, agreement: Agreement) -> None:
        self.kind, self.agreement = KINDS[kind].base, agreement
        kept = versions.versions_of_naskah(self.kind, agreement).select_related("by", "base")
        self.stored: list[DraftVersion] = list(kept.order_by("-number"))

    @property
    def names(self) -> dict[str, str]:
        """How each is called."""
        return {STANDARD: "Rumusan baku", CURRENT: "Rancangan sekarang"} | {
            str(version.number): f"{version} · {version.get_source_display()}"
            for version in self.stored
        }

    def rows(self, old: str, new: str) -> list[redline.DiffRow]:
        """Each Pasal of either text."""
        return redline.compare_texts(self._texts(old), self._texts(new))

    def rows_besides(self, old: str, new: str) -> list[redline.DiffRow]:
        """Each lampiran of either text, and what was worded around its Pasal."""
        return redline.compare_named(self._annexes(old), self._annexes(new))

    def _texts(self, code: str) -> list[list[str]]:
        if code == STANDARD:
            return versions.standard_clauses_of(self.kind, self.agreement)
        if code == CURRENT:
            return versions.current_clauses_of(self.kind, self.agreement)
        return self._version(code).texts

    def _annexes(self, code: str) -> list[redline.NamedText]:
        if code in (CURRENT, STANDARD):
            tree = None
            if code == CURRENT:
                tree = kept_trees.tree_kept_of(self.kind, self.agreement)
            return annex_texts.annex_texts_of(self.kind, self.agreement, tree)
        return looks.annexes_of_version(self.kind, self.agreement, self._version(code))

    def _version(self, code: str) -> DraftVersion:
        return next(version for version in self.stored if str(version.number) == code)
