"""Forms store the figures and days that were typed, ask back what is ambiguous, and lose nothing of
it.
"""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.urls import get_resolver, reverse

from agreements.forms.proposal import IndicatorFormSet
from agreements.models import Agreement
from kerjasama.web.asking import AsksFirst
from kerjasama.web.fields import (
    DayField,
    FigureField,
    MoneyField,
    PercentField,
    WholeField,
    typed_fields,
)


class Every(forms.Form):
    figure = FigureField(max_digits=14, decimal_places=2, required=False)
    money = MoneyField(max_digits=18, decimal_places=2, required=False, min_value=0)
    percent = PercentField(required=False, max_value=100)
    whole = WholeField(required=False, min_value=1)
    day = DayField(required=False)


def read(**typed):
    form = Every(typed)
    assert form.is_valid(), form.errors
    return form.cleaned_data


def refused(**typed) -> str:
    form = Every(typed)
    assert not form.is_valid()
    return str(form.errors) + str(form)


def test_each_field_stores_what_was_typed():
    data = read(
        figure="70,5",
        money="Rp11,4 miliar",
        percent="82,25%",
        whole="1.250",
        day="29 November 2026",
    )
    assert data["figure"] == Decimal("70.5")
    assert data["money"] == Decimal("11400000000")
    assert data["percent"] == Decimal("82.25")
    assert data["whole"] == 1250
    assert data["day"] == date(2026, 11, 29)


def test_empty_fields_stay_empty():
    assert set(read(figure=" ", money="", whole="\n", day="").values()) == {None}


@pytest.mark.parametrize(
    "name, typed, said",
    [
        ("figure", "11.4", "Maksud Anda 11,4 atau 11.400?"),
        ("money", "1,250", "Maksud Anda 1,25 atau 1.250?"),
        ("money", "-5", "Tidak boleh negatif."),
        ("money", "USD 50.000", "dalam USD"),
        ("percent", "110", "Paling banyak 100."),
        ("whole", "2,5", "bilangan bulat"),
        ("day", "31/11/2026", "hanya sampai tanggal 30"),
        ("figure", "1e9", "tanpa pangkat"),
        ("figure", "Infinity", "Tidak terbaca"),
        ("figure", "1,234", "atau 1.234?"),
    ],
)
def test_what_is_not_taken_is_said_at_the_field_and_stays_typed(name, typed, said):
    page = refused(**{name: typed})
    assert said in page
    assert f'value="{typed}"' in page


def test_cents_beyond_two_figures_are_refused_not_rounded():
    assert "desimal" in refused(money="1.250.000,555")


def test_fields_show_figures_in_one_form_and_say_them_in_words():
    initial = {
        "figure": Decimal("70.50"),
        "money": Decimal("11400000000.00"),
        "day": date(2026, 11, 9),
        "whole": 2026,
    }
    page = str(Every(initial=initial))
    for shown in ('value="70,5"', 'value="11.400.000.000"', 'value="09/11/2026"', 'value="2026"'):
        assert shown in page
    assert "sebelas miliar empat ratus juta rupiah" in page
    assert "Senin, 9 November 2026" in page


def test_an_unchanged_figure_counts_as_unchanged_however_it_is_written():
    form = Every(
        {"figure": "70,50", "money": "1.250.000,00"},
        initial={"figure": Decimal("70.5"), "money": Decimal("1250000")},
    )
    assert not form.has_changed()


def test_every_decimal_whole_and_day_column_gets_a_field_of_ours():
    made = forms.modelform_factory(
        Agreement,
        fields=["nilai", "kuasa_sampai", "jangka_waktu_bulan"],
        formfield_callback=typed_fields,
    )
    kinds = [type(field) for field in made.base_fields.values()]
    assert kinds == [MoneyField, DayField, WholeField]
    assert isinstance(IndicatorFormSet.form.base_fields["baseline"], FigureField)


class Careful(AsksFirst, forms.Form):
    day = DayField()
    other = forms.CharField(required=False)

    def clean(self):
        data = super().clean()
        if data.get("day") and data["day"].weekday() == 6:
            self.ask("day", f"{data['day']:%d/%m/%Y} hari Minggu?")
        return data


def answer_in(form) -> str:
    return form.fields["pasti_day"].widget.attrs["value"]


def test_a_doubtful_day_is_asked_with_a_box_that_answers_it():
    asked = Careful({"day": "29/11/2026"})
    assert not asked.is_valid()
    assert "hari Minggu?" in str(asked.errors)
    assert "Ya, tanggal ini benar" in str(asked)
    again = Careful({"day": "29/11/2026", "pasti_day": answer_in(asked)})
    assert again.is_valid()
    assert again.confirmed == ["29/11/2026 hari Minggu?"]


def test_the_answer_belongs_to_its_question_and_not_to_another_day():
    asked = Careful({"day": "29/11/2026"})
    asked.is_valid()
    other = Careful({"day": "06/12/2026", "pasti_day": answer_in(asked)})
    assert not other.is_valid()
    assert "06/12/2026" in str(other.errors)


class TwiceCareful(AsksFirst, forms.Form):
    first = DayField(label="Mulai")
    last = DayField(label="Selesai")

    def clean(self):
        data = super().clean()
        for name in ("first", "last"):
            self.ask(name, f"{self.fields[name].label} benar?")
        return data


def test_two_boxes_say_which_question_each_of_them_answers():
    form = TwiceCareful({"first": "1/1/2026", "last": "2/1/2026"})
    form.is_valid()
    page = str(form)
    assert "Ya, tanggal ini benar (mulai)" in page
    assert "Ya, tanggal ini benar (selesai)" in page


@pytest.mark.django_db
def test_the_server_says_how_it_reads_what_is_typed(people, signed_in):
    client = signed_in(people["staf"])
    said = client.get(reverse("baca"), {"jenis": "money", "teks": "11,4 miliar"}).json()
    assert said == {
        "teks": "Rp11.400.000.000 (sebelas miliar empat ratus juta rupiah)",
        "terbaca": True,
        "pilihan": [],
    }
    doubted = client.get(reverse("baca"), {"jenis": "figure", "teks": "11.4"}).json()
    assert not doubted["terbaca"] and doubted["pilihan"] == ["11,4", "11.400"]
    assert client.get(reverse("baca"), {"jenis": "figure", "teks": "9" * 5000}).status_code == 200
    assert client.get(reverse("baca"), {"jenis": "x", "teks": "5"}).json()["teks"] == ""


def forms_below(form):
    for below in form.__subclasses__():
        yield from (below, *forms_below(below))


def test_what_is_not_chosen_yet_is_said_in_words_in_every_form():
    get_resolver().url_patterns  # noqa: B018 - imports the forms of all pages
    mute = [
        f"{form.__name__}.{name}"
        for form in forms_below(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.ChoiceField) and not field.widget.is_hidden
        if form.__module__.startswith(("agreements.", "kerjasama.", "partners."))
        if "---------" in str(getattr(field, "empty_label", "")) or dashes_in(field)
    ]
    assert mute == []


def dashes_in(field) -> bool:
    if isinstance(field, forms.ModelChoiceField):
        return False
    return any(text == "---------" for _, text in field.choices)
