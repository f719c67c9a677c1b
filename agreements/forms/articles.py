"""The Pasal that an adendum changes: each as it stands in force, with the room for its new text."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from agreements.documents.pages.terms_in_force import ArticleInForce, articles_in_force
from agreements.documents.wording import mandatory_parts, versions
from agreements.documents.wording.change_clauses import ADDED, CHANGED, GONE
from agreements.models import Agreement
from agreements.models.facts_abroad import ENGLISH
from agreements.models.naskah_setup import split_part
from kerjasama.drafts.earlier_values import EarlierValuesMixin

from .uploads import LONGEST_TEXT

NEW = 3  # Pasal that one adendum may add
# What an adendum does to one Pasal, as the case keeps it in `perubahan`.
Change = dict[str, str]


def long_text(label: str, initial: str) -> forms.CharField:
    """A field for the text of a Pasal."""
    return forms.CharField(
        label=label,
        initial=initial,
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ArticlesForm(EarlierValuesMixin, forms.Form):
    """Behaves like a formset of the case: what differs from the naskah in force is what the adendum
    changes.
    """

    def __init__(self, data: QueryDict | None = None, *, instance: Agreement) -> None:
        super().__init__(data)
        self.instance = instance
        in_force = articles_in_force(instance.above, instance.naskah_diubah, but=instance)
        self.articles = [row for row in in_force if not row.is_gone]
        self.is_bilingual = any(row.part.endswith(ENGLISH) for row in self.articles)
        # A naskah in two languages gets no new Pasal.
        self.places = range(0) if self.is_bilingual else range(NEW)
        said = {row["part"]: row for row in instance.perubahan}
        for row in self.articles:
            self._add(row, said.get(row.part, {}))
        added = [row for row in instance.perubahan if row["how"] == ADDED]
        blank: list[Change] = [{}] * NEW
        for place, change in zip(self.places, [*added, *blank], strict=False):
            self._add_new(place, change)
        self.show_seen()

    def _add(self, row: ArticleInForce, said: Change) -> None:
        text = said.get("text") or row.text
        self.fields[f"teks_{row.part}"] = long_text(f"{row.place} {row.title}", text)
        if not self.is_bilingual:
            gone = said.get("how") == GONE
            self.fields[f"hapus_{row.part}"] = forms.BooleanField(
                label=f"Hapus {row.place}", initial=gone, required=False
            )

    def _add_new(self, n: int, said: Change) -> None:
        places = [(row.part, f"{row.place} {row.title}") for row in self.articles]
        last = places[-1][0] if places else ""
        self.fields[f"judul_{n}"] = forms.CharField(
            label="Judul Pasal baru", max_length=150, required=False, initial=said.get("title", "")
        )
        self.fields[f"sesudah_{n}"] = forms.ChoiceField(
            label="Sesudah", choices=places, required=False, initial=said.get("after_part", last)
        )
        self.fields[f"baru_{n}"] = long_text("Isi Pasal baru", said.get("text", ""))

    @property
    def rows(self) -> list[tuple[ArticleInForce, BoundField, BoundField | None]]:
        """(Pasal, field of its text, field that strikes it out) each."""
        rows = []
        for row in self.articles:
            strike = None if self.is_bilingual else self[f"hapus_{row.part}"]
            rows.append((row, self[f"teks_{row.part}"], strike))
        return rows

    @property
    def changed_parts(self) -> set[str]:
        """The Pasal that the adendum changes by now."""
        return {row["part"] for row in self.instance.perubahan}

    @property
    def new(self) -> list[tuple[BoundField, BoundField, BoundField]]:
        """(title, after which Pasal, text) of each Pasal that may be added."""
        return [(self[f"judul_{n}"], self[f"sesudah_{n}"], self[f"baru_{n}"]) for n in self.places]

    def clean(self) -> dict[str, Any]:
        """A Pasal keeps some text unless it may be struck out; a new one has title and text."""
        data = super().clean() or {}
        for row in self.articles:
            self._check_article(row, data)
        self._check_languages(data)
        for n in self.places:
            if bool(data.get(f"judul_{n}")) != bool(data.get(f"baru_{n}")):
                self.add_error(f"judul_{n}", "Pasal baru memerlukan judul dan isi.")
        return data

    def _check_article(self, row: ArticleInForce, data: dict[str, Any]) -> None:
        is_struck = data.get(f"hapus_{row.part}")
        rule = mandatory_parts.rule_for_part(self.instance.naskah_diubah, row.part)
        if is_struck and rule:
            self.add_error(f"hapus_{row.part}", f"{row.place} wajib ada ({rule}); ubah isinya.")
        elif not is_struck and mandatory_parts.is_hollow(data.get(f"teks_{row.part}", "")):
            self.add_error(
                f"teks_{row.part}", "Tulis isi Pasal ini, atau pilih hapus bila boleh dihapus."
            )

    def _check_languages(self, data: dict[str, Any]) -> None:
        """A Pasal is changed in all its languages or in none."""
        changed = {}
        for row in self.articles:
            typed = data.get(f"teks_{row.part}", "")
            changed[row.part] = versions.tidy_text(typed) != versions.tidy_text(row.text)
        for part, is_changed in changed.items():
            same_pasal = [other for other in changed if split_part(other)[0] == split_part(part)[0]]
            if not is_changed and any(changed[other] for other in same_pasal):
                how = "semua bahasanya" if len(same_pasal) > 2 else "kedua bahasa"
                self.add_error(f"teks_{part}", f"Ubah Pasal ini dalam {how}.")

    def save(self) -> None:
        """Keep in the case what differs from the naskah in force."""
        self.instance.perubahan = [*self._changed(), *self._added()]
        self.instance.save(update_fields=["perubahan"])

    def _text(self, name: str) -> str:
        return self.cleaned_data[name].replace("\r\n", "\n").strip()

    def _changed(self) -> list[Change]:
        changes = []
        for row in self.articles:
            text = self._text(f"teks_{row.part}")
            told = {"part": row.part, "title": row.title, "place": row.place}
            if self.cleaned_data.get(f"hapus_{row.part}", False):
                changes.append({**told, "how": GONE, "old": row.text, "text": ""})
            elif versions.tidy_text(text) != versions.tidy_text(row.text):
                changes.append({**told, "how": CHANGED, "old": row.text, "text": text})
        return changes

    def _added(self) -> list[Change]:
        """The new Pasal; those after one Pasal are told apart by letters."""
        places = {row.part: row.place for row in self.articles}
        changes: list[Change] = []
        for n in self.places:
            title = self.cleaned_data[f"judul_{n}"].strip()
            if not title:
                continue
            after = self.cleaned_data[f"sesudah_{n}"] or self.articles[-1].part
            letter = chr(65 + sum(change["after_part"] == after for change in changes))
            changes.append(
                {
                    "part": f"baru_{self.instance.pk}_{n}",
                    "title": title,
                    "place": f"{places[after]}{letter}",
                    "how": ADDED,
                    "old": "",
                    "text": self._text(f"baru_{n}"),
                    "after": places[after],
                    "after_part": after,
                }
            )
        return changes
