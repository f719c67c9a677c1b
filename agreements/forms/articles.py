"""The Pasal that an adendum changes: each as it stands in force, with the room for its new text."""

from django import forms

from agreements.documents.pages.terms_in_force import ArticleInForce, articles_in_force
from agreements.documents.wording import mandatory_parts, versions
from agreements.documents.wording.change_clauses import ADDED, CHANGED, GONE
from agreements.models import Agreement
from agreements.models.facts_abroad import ENGLISH
from kerjasama.drafts.earlier_values import EarlierValuesMixin

from .uploads import LONGEST_TEXT

NEW = 3  # Pasal that one adendum may add


def long_text(label: str, initial: str) -> forms.CharField:
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

    def __init__(self, data=None, *, instance: Agreement) -> None:
        super().__init__(data)
        self.instance = instance
        self.articles = [
            row
            for row in articles_in_force(instance.above, instance.naskah_diubah, but=instance)
            if not row.is_gone
        ]
        self.is_bilingual = any(row.part.endswith(ENGLISH) for row in self.articles)
        said = {row["part"]: row for row in instance.perubahan}
        for row in self.articles:
            self._add(row, said.get(row.part, {}))
        added = [row for row in instance.perubahan if row["how"] == ADDED]
        for n in range(0 if self.is_bilingual else NEW):
            self._add_new(n, added[n] if n < len(added) else {})
        self.show_seen()

    def _add(self, row: ArticleInForce, said: dict) -> None:
        text = said.get("text") or row.text
        self.fields[f"teks_{row.part}"] = long_text(f"{row.place} {row.title}", text)
        if not self.is_bilingual:
            gone = said.get("how") == GONE
            self.fields[f"hapus_{row.part}"] = forms.BooleanField(
                label=f"Hapus {row.place}", initial=gone, required=False
            )

    def _add_new(self, n: int, said: dict) -> None:
        last = self.articles[-1].part if self.articles else ""
        places = [(row.part, f"{row.place} {row.title}") for row in self.articles]
        self.fields[f"judul_{n}"] = forms.CharField(
            label="Judul Pasal baru", max_length=150, required=False, initial=said.get("title", "")
        )
        self.fields[f"sesudah_{n}"] = forms.ChoiceField(
            label="Sesudah", choices=places, required=False, initial=said.get("after_part", last)
        )
        self.fields[f"baru_{n}"] = long_text("Isi Pasal baru", said.get("text", ""))

    @property
    def rows(self) -> list[tuple]:
        """(Pasal, field of its text, field that strikes it out) each."""
        return [
            (
                row,
                self[f"teks_{row.part}"],
                None if self.is_bilingual else self[f"hapus_{row.part}"],
            )
            for row in self.articles
        ]

    @property
    def changed_parts(self) -> set[str]:
        return {row["part"] for row in self.instance.perubahan}

    @property
    def new(self) -> list[tuple]:
        return [
            (self[f"judul_{n}"], self[f"sesudah_{n}"], self[f"baru_{n}"])
            for n in range(0 if self.is_bilingual else NEW)
        ]

    def clean(self):
        data = super().clean()
        kind = self.instance.naskah_diubah
        for row in self.articles:
            if data.get(f"hapus_{row.part}") and mandatory_parts.rule_for_part(kind, row.part):
                self.add_error(
                    f"hapus_{row.part}",
                    f"{row.place} wajib ada ({mandatory_parts.rule_for_part(kind, row.part)}); ubah"
                    " isinya.",
                )
            elif mandatory_parts.is_hollow(data.get(f"teks_{row.part}", "")) and not data.get(
                f"hapus_{row.part}"
            ):
                self.add_error(
                    f"teks_{row.part}", "Tulis isi Pasal ini, atau pilih hapus bila boleh dihapus."
                )
        self._check_languages(data)
        for n in range(0 if self.is_bilingual else NEW):
            if bool(data.get(f"judul_{n}")) != bool(data.get(f"baru_{n}")):
                self.add_error(f"judul_{n}", "Pasal baru memerlukan judul dan isi.")
        return data

    def _check_languages(self, data: dict) -> None:
        """A Pasal is changed in both languages or in none."""
        changed = {
            row.part: (
                versions.tidy_text(data.get(f"teks_{row.part}", "")) != versions.tidy_text(row.text)
            )
            for row in self.articles
        }
        for part in (part for part in changed if part + ENGLISH in changed):
            if changed[part] != changed[part + ENGLISH]:
                self.add_error(
                    f"teks_{part if changed[part + ENGLISH] else part + ENGLISH}",
                    "Ubah Pasal ini dalam kedua bahasa.",
                )

    def save(self) -> None:
        self.instance.perubahan = [*self._changed(), *self._added()]
        self.instance.save(update_fields=["perubahan"])

    def _changed(self) -> list[dict]:
        rows = []
        for row in self.articles:
            text = self.cleaned_data[f"teks_{row.part}"].replace("\r\n", "\n").strip()
            gone = self.cleaned_data.get(f"hapus_{row.part}", False)
            if gone or versions.tidy_text(text) != versions.tidy_text(row.text):
                how = GONE if gone else CHANGED
                told = {"part": row.part, "title": row.title, "place": row.place, "how": how}
                rows.append({**told, "old": row.text, "text": "" if gone else text})
        return rows

    def _added(self) -> list[dict]:
        places = {row.part: row.place for row in self.articles}
        rows: list[dict] = []
        for n in range(0 if self.is_bilingual else NEW):
            title, text = (
                self.cleaned_data[f"judul_{n}"].strip(),
                self.cleaned_data[f"baru_{n}"].replace("\r\n", "\n").strip(),
            )
            if not title:
                continue
            after = self.cleaned_data[f"sesudah_{n}"] or self.articles[-1].part
            letter = chr(65 + sum(row["after_part"] == after for row in rows))
            told = {
                "part": f"baru_{self.instance.pk}_{n}",
                "title": title,
                "place": f"{places[after]}{letter}",
                "how": ADDED,
            }
            rows.append(
                {**told, "old": "", "text": text, "after": places[after], "after_part": after}
            )
        return rows
