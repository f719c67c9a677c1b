"""For how long a naskah holds: from a day, from an event, until a day, a budget year or no end."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from agreements.documents import rendering
from agreements.documents.wording import clauses
from agreements.documents.wording.term_wording import term_ayat, term_phrase, term_sentence
from agreements.models import Agreement, Document
from agreements.models.content import content_of
from agreements.models.in_force import in_force_phrase_of
from agreements.models.term import SIGNING_FIELDS, TERM_FIELDS, Begin, End, NaskahTerm
from agreements.monitoring.ending import yearly_review
from agreements.monitoring.ending.deciding import obstacle_to_decision
from agreements.regulations import catalogue
from agreements.workflow import change_effects, meeting_requirements
from agreements.workflow.guarding import Refused

from .conftest import signed_at_once

PKS = "perjanjian_kerja_sama"
FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
FIXED = {"begins": Begin.DAY, "begins_on": FIRST, "ends": End.DAY, "until": LAST}
OPEN = {"pks_akhir": End.OPEN, "notice_months": 6}
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))
terms = st.builds(
    NaskahTerm,
    begins=st.sampled_from([Begin.SIGNING, Begin.DAY]),
    begins_on=days,
    ends=st.sampled_from([End.LENGTH, End.DAY, End.BUDGET_YEAR]),
    months=st.integers(1, 600),
    until=days,
)


@given(terms, days, days)
def test_who_signs_later_ends_no_earlier(term, one, other):
    first, later = sorted((one, other))
    assert term.last_day(first) <= term.last_day(later)


@given(days, st.integers(1, 600), st.integers(1, 600))
def test_a_longer_term_ends_later(signed_on, months, more):
    short, long = NaskahTerm(months=months), NaskahTerm(months=months + more)
    assert short.last_day(signed_on) < long.last_day(signed_on)


@given(days, st.integers(1, 600))
def test_months_from_the_signing_end_the_day_before_the_same_day(signed_on, months):
    after = NaskahTerm(months=months).last_day(signed_on) + relativedelta(days=1)
    assert after == signed_on + relativedelta(months=months)


@pytest.mark.parametrize(
    ("term", "said"),
    [
        (
            NaskahTerm(months=36),
            "PKS ini berlaku untuk jangka waktu 3 (tiga) tahun terhitung sejak tanggal"
            " ditandatangani.",
        ),
        (
            NaskahTerm(**FIXED),
            "PKS ini berlaku sejak tanggal 1 Januari 2027 sampai dengan tanggal 31 Desember 2027.",
        ),
        (
            NaskahTerm(begins=Begin.DAY, begins_on=FIRST, months=12),
            "PKS ini berlaku untuk jangka waktu 1 (satu) tahun terhitung sejak tanggal 1 Januari"
            " 2027 sampai dengan tanggal 31 Desember 2027.",
        ),
        (
            NaskahTerm(ends=End.BUDGET_YEAR, until=LAST),
            "PKS ini berlaku sejak tanggal ditandatangani sampai dengan berakhirnya Tahun Anggaran"
            " 2027 pada tanggal 31 Desember 2027.",
        ),
        (
            NaskahTerm(begins=Begin.EVENT, event="Diterbitkannya izin operasional.", months=24),
            "PKS ini berlaku untuk jangka waktu 2 (dua) tahun terhitung sejak diterbitkannya izin"
            " operasional.",
        ),
        (
            NaskahTerm(ends=End.OPEN),
            "PKS ini berlaku sejak tanggal ditandatangani untuk jangka waktu yang tidak"
            " ditentukan.",
        ),
    ],
)
def test_each_kind_of_term_is_said_in_one_sentence(term, said):
    assert term_sentence("PKS", term) == said


def test_a_tacit_renewal_says_for_how_long_and_until_when_it_can_be_refused():
    text = term_ayat("PKS", NaskahTerm(**FIXED, renews=True, notice_months=2))
    assert "diperpanjang dengan sendirinya setiap kali untuk 1 (satu) tahun berikutnya" in text
    assert "paling lambat 2 (dua) bulan sebelum jangka waktu itu berakhir" in text


def test_a_term_without_an_end_is_reviewed_and_can_be_ended_by_notice():
    text = term_ayat("PKS", NaskahTerm(ends=End.OPEN, notice_months=6, review_on=FIRST))
    assert "paling sedikit 1 (satu) kali dalam 1 (satu) tahun" in text
    assert "untuk pertama kali pada tanggal 1 Januari 2027" in text
    assert "pemberitahuan tertulis kepada PIHAK lainnya paling lambat 6 (enam) bulan" in text
    assert "diperpanjang" not in text


def test_a_short_phrase_keeps_the_words_of_a_plain_term():
    assert term_phrase(NaskahTerm(months=36), "selama") == "selama 3 (tiga) tahun"
    assert term_phrase(NaskahTerm(ends=End.DAY, until=LAST)) == (
        "sampai dengan tanggal 31 Desember 2027"
    )


@pytest.mark.django_db
class TestOnACase:
    @pytest.fixture(autouse=True)
    def in_november(self, time_machine, blank_papers):
        time_machine.move_to("2026-11-24 09:00+08:00", tick=False)

    def sign(self, case, people, kind=PKS, day=date(2026, 11, 24)):
        meeting_requirements.start_term_of(case, people["verifikator"], kind, day)
        return Agreement.objects.get(pk=case.pk)

    def fill(self, client, case, step, **data):
        url = reverse("ubah", args=[case.pk, step])
        return client.post(url, {"versi": case.content_hash} | data)

    def test_what_says_nothing_new_keeps_the_hash_that_approvals_are_bound_to(self, make_agreement):
        case = make_agreement()
        assert content_of(case).keys().isdisjoint((*TERM_FIELDS, *SIGNING_FIELDS))
        before = case.content_hash
        case.pks_mulai, case.akhir_pada = Begin.SIGNING, None
        assert case.content_hash == before
        case.pks_akhir = End.OPEN
        assert case.content_hash != before

    def test_renewal_of_a_recorded_naskah_was_never_content(self, make_agreement):
        case = make_agreement()
        case.origin = "lama"
        before = case.content_hash
        case.renews_itself, case.notice_months = True, 3
        assert case.content_hash == before

    def test_fixed_days_are_typed_said_signed_and_watched(self, make_agreement, people, signed_in):
        case = make_agreement()
        page = signed_in(people["staf"])
        typed = {
            "pks_mulai": "tanggal",
            "pks_mulai_pada": "1 Januari 2027",
            "pks_akhir": "tanggal",
            "pks_akhir_pada": "31/12/2027",
        }
        answer = self.fill(page, case, "naskah", **typed)
        assert answer.status_code == 302, answer.content.decode()
        case.refresh_from_db()
        title, text = next(
            (title, text)
            for title, text in clauses.clause_texts_of(case, PKS)
            if "Jangka Waktu" in title
        )
        said = "berlaku sejak tanggal 1 Januari 2027 sampai dengan tanggal 31 Desember 2027."
        assert said in text
        case = self.sign(case, people)
        assert (case.effective_on, case.expires_on) == (FIRST, LAST)
        assert not case.open_ended

    def test_the_sentence_stands_beneath_the_questions_and_follows_what_is_typed(
        self, make_agreement, people, signed_in
    ):
        case = make_agreement()
        page = signed_in(people["staf"])
        shown = page.get(reverse("ubah", args=[case.pk, "naskah"])).content.decode()
        assert "terhitung sejak tanggal ditandatangani" in shown
        asked = {"pks_akhir": "anggaran", "pks_akhir_tahun": "2028"}
        live = page.get(reverse("kalimat-jangka-waktu", args=[case.pk, "naskah"]), asked)
        assert "berakhirnya Tahun Anggaran 2028 pada tanggal 31 Desember 2028" in (
            live.content.decode()
        )
        case.refresh_from_db()
        assert case.pks_akhir == End.LENGTH

    @pytest.mark.parametrize(
        ("step", "typed", "field", "said"),
        [
            ("naskah", {"pks_akhir": "tanggal"}, "pks_akhir_pada", "Isi tanggal berakhirnya."),
            (
                "naskah",
                {
                    "pks_mulai": "tanggal",
                    "pks_mulai_pada": "2/1/2028",
                    "pks_akhir": "tanggal",
                    "pks_akhir_pada": "31/12/2027",
                },
                "pks_akhir_pada",
                "Berakhir sebelum mulai berlaku.",
            ),
            ("naskah", {"pks_mulai": "peristiwa"}, "pks_mulai_peristiwa", "Sebutkan peristiwanya."),
            ("naskah", {"pks_akhir": "terbuka"}, "pks_akhir", "diberitahukan. Isiannya"),
            ("isi", {"akhir": "terbuka"}, "akhir", "jadi tidak dapat tanpa tanggal berakhir"),
            (
                "isi",
                {
                    "mulai": "tanggal",
                    "mulai_pada": "1/1/2027",
                    "akhir": "tanggal",
                    "akhir_pada": "1/1/2032",
                },
                "akhir_pada",
                "jadi sampai 31 Desember 2031",
            ),
            ("isi", {"renews_itself": "on"}, "notice_months", "perpanjangan dapat ditolak"),
        ],
    )
    def test_each_fault_stands_at_its_field_and_nothing_typed_is_lost(
        self, make_agreement, people, signed_in, step, typed, field, said
    ):
        case = make_agreement()
        answer = self.fill(signed_in(people["staf"]), case, step, **typed)
        form = answer.context["form"]
        assert answer.status_code == 422
        assert said in form.errors[field][0]
        assert all(form.data[name] == value for name, value in typed.items())

    def test_a_naskah_without_an_end_holds_until_somebody_ends_it(self, make_agreement, people):
        case = self.sign(make_agreement(**OPEN), people)
        assert (case.expires_on, case.open_ended, case.runs_on) == (None, True, True)
        assert in_force_phrase_of(case, date(2030, 1, 1)) == "Berlaku, tanpa batas waktu"

    def test_a_naskah_without_an_end_names_the_notice_among_what_ends_it(self, make_agreement):
        texts = dict(clauses.clause_texts_of(make_agreement(**OPEN), PKS))
        ending = next(text for title, text in texts.items() if "Pengakhiran" in title)
        assert "mengakhirinya dengan pemberitahuan menurut Pasal tentang jangka waktu" in ending
        assert "jangka waktunya berakhir" not in ending

    def test_a_term_counted_from_an_event_binds_at_once_and_has_no_end_yet(
        self, make_agreement, people
    ):
        event = {"pks_mulai": Begin.EVENT, "pks_mulai_peristiwa": "terbitnya izin", "pks_bulan": 12}
        case = self.sign(make_agreement(**event), people)
        assert case.effective_on == date(2026, 11, 24)
        assert case.ends_when == "dihitung sejak terbitnya izin"
        assert case.runs_on

    def test_what_begins_later_was_still_signed_on_its_own_day(self, make_agreement, people):
        later = {"pks_mulai": Begin.DAY, "pks_mulai_pada": FIRST, "pks_bulan": 12}
        case = signed_at_once(make_agreement(**later), people["verifikator"])
        change_effects.run_term(case, PKS, date(2026, 11, 24))
        assert case.effective_on == FIRST
        assert change_effects.signing_day_of(case) == date(2026, 11, 24)

    def test_the_day_of_the_event_is_recorded_and_the_end_follows(
        self, make_agreement, people, signed_in
    ):
        event = {"pks_mulai": Begin.EVENT, "pks_mulai_peristiwa": "terbitnya izin", "pks_bulan": 12}
        case = signed_at_once(make_agreement(**event), people["verifikator"])
        change_effects.run_term(case, PKS, date(2026, 11, 20))
        case.save()
        page = signed_in(people["verifikator"])
        where = reverse("perubahan", args=[case.pk])
        assert "Jangka waktu dihitung sejak terbitnya izin." in page.get(where).content.decode()
        act = reverse("catat-peristiwa", args=[case.pk])
        late = page.post(act, {"day": "1/1/2030", "note": "SK 5"})
        assert (
            "Tanggal ini belum tiba." in late.content.decode() and "SK 5" in late.content.decode()
        )
        page.post(act, {"day": "20/11/2026", "note": "SK 5/2026"})
        case.refresh_from_db()
        assert (case.effective_on, case.ends_on) == (date(2026, 11, 20), date(2027, 11, 19))
        assert (case.open_ended, case.ends_when) == (False, "")
        assert "terbitnya izin, 20 November 2026" in page.get(where).content.decode()
        page.post(act, {"day": "21/11/2026", "note": "Tanggal SK keliru dibaca"})
        case.refresh_from_db()
        assert case.ends_on == date(2027, 11, 20)
        assert case.events.last().reason == "Tanggal SK keliru dibaca"

    def test_each_party_may_sign_at_its_own_seat_and_the_last_signature_counts(
        self, make_agreement
    ):
        case = make_agreement(ttd_terpisah=True)
        paper = Document(agreement=case, kind=PKS, draft=True, context={"date": "2026-11-24"})
        page = " ".join(rendering.to_html(paper).split())
        assert "di kedudukan PARA PIHAK masing-masing pada tanggal yang tertulis" in page
        assert "Pada hari ini" not in page
        assert "sejak tanggal PIHAK yang terakhir membubuhkan tanda tangan" in page
        assert page.count("<td>tanggal …") == 2

    def test_a_pks_with_a_third_party_may_call_itself_kontrak(self, make_agreement):
        """P22 Pasal 28 huruf f: "penyusunan Kontrak atau PKS"."""
        case = make_agreement(judul_kontrak=True)
        paper = Document(agreement=case, kind=PKS, draft=True, context={"date": "2026-11-24"})
        page = " ".join(rendering.to_html(paper).split())
        assert "<p>Kontrak</p>" in page and "Demikian Kontrak ini dibuat" in page
        assert "Kontrak ini berlaku untuk jangka waktu" in page
        assert "Perjanjian Kerja Sama ini" not in page
        assert (
            "Kesepakatan Bersama ini"
            in dict(clauses.clause_texts_of(case, "kesepakatan_bersama"))["Maksud dan Tujuan"]
        )

    def test_a_naskah_names_the_place_where_it_is_to_be_signed(self, make_agreement):
        case = make_agreement(tempat_naskah="Samarinda")
        paper = Document(agreement=case, kind=PKS, draft=True, context={"date": "2026-11-24"})
        page = " ".join(rendering.to_html(paper).split())
        assert "dibuat dan ditandatangani di Samarinda pada hari dan tanggal tersebut" in page

    def test_what_is_over_already_is_not_signed(self, make_agreement, people):
        case = make_agreement(pks_akhir=End.BUDGET_YEAR, pks_akhir_tahun=2025)
        with pytest.raises(Refused, match="sudah berakhir pada 31 Desember 2025"):
            self.sign(case, people)

    def test_a_fixed_end_counts_against_the_law_from_the_day_of_signing(
        self, make_agreement, people
    ):
        case = make_agreement(akhir=End.DAY, akhir_pada=date(2032, 1, 1))
        with pytest.raises(Refused, match="sampai 23 November 2031"):
            self.sign(case, people, "kesepakatan_bersama")

    def test_a_fixed_end_answers_the_question_for_the_term(self, make_agreement):
        case = make_agreement(jangka_waktu_bulan=None)
        assert not case.has_fact("jangka_waktu_bulan")
        case.akhir, case.akhir_tahun = End.BUDGET_YEAR, 2028
        assert case.has_fact("jangka_waktu_bulan")

    def test_what_renews_itself_is_told_before_its_notice_and_comes_again_each_year(
        self, make_agreement
    ):
        case = make_agreement(renews_itself=True, notice_months=2, jangka_waktu_bulan=12)
        case.effective_on, case.expires_on, case.ends_on = FIRST, LAST, LAST
        assert yearly_review.next_end(case, LAST) == LAST
        assert yearly_review.next_end(case, LAST + timedelta(1)) == date(2028, 12, 31)

    def test_what_ends_on_a_day_is_renewed_for_the_year_that_its_naskah_says(self, make_agreement):
        until = date(2028, 12, 31)
        case = make_agreement(renews_itself=True, akhir=End.DAY, akhir_pada=until)
        assert "untuk 1 (satu) tahun berikutnya" in term_ayat("PKS", case.term_of(PKS))
        # Signed so that its first term is two whole years.
        case.effective_on, case.expires_on, case.ends_on = FIRST, until, until
        assert yearly_review.next_end(case, until + timedelta(1)) == date(2029, 12, 31)

    def test_a_naskah_is_reviewed_each_year_on_the_day_that_it_names(self, make_agreement):
        case = make_agreement(tinjau_pada=date(2027, 1, 15))
        each = timedelta(365)
        for seen_on, due in (
            (date(2026, 11, 24), date(2027, 1, 15)),
            (date(2027, 1, 14), date(2027, 1, 15)),
            (date(2027, 2, 1), date(2028, 1, 15)),
            (date(2029, 1, 15), date(2030, 1, 15)),
        ):
            case.seen_on = seen_on
            assert yearly_review.review_day_of(case, each) == due

    def test_what_the_law_limits_never_renews_itself(self, make_agreement):
        case = make_agreement(renews_itself=True, notice_months=2)
        assert not case.term_of("kesepakatan_bersama").renews
        assert case.term_of(PKS).renews

    def test_a_kb_that_the_law_limits_is_over_on_its_day_though_the_pks_will_renew_itself(
        self, make_agreement, people
    ):
        case = make_agreement(at="penyusunan_pks", renews_itself=True, notice_months=2)
        case.refresh_from_db()
        day_after = case.ends_on + timedelta(days=1)
        assert case.last_day == case.holds_until == case.ends_on
        assert not case.runs_on
        assert case not in Agreement.objects.changeable(day_after)
        assert obstacle_to_decision(case, day_after).endswith("sudah habis.")
        signed = self.sign(case, people, PKS)
        assert signed.last_day == signed.holds_until == date.max

    def test_a_notice_is_told_of_the_naskah_that_asks_for_it(
        self, make_agreement, people, time_machine
    ):
        case = make_agreement(at="penyusunan_pks", renews_itself=True, notice_months=2)
        signed = self.sign(case, people, PKS)
        before_notice = signed.expires_on - relativedelta(months=2, days=1)
        rows = Agreement.objects.filter(pk=case.pk)
        rows.update(expires_on=signed.expires_on, ends_on=signed.expires_on)
        time_machine.move_to(before_notice, tick=False)
        assert len(list(yearly_review.notice_tasks([case.pk]))) == 1
        rows.update(ends_on_its_day=True)  # as when the Kesepakatan Bersama alone is signed
        assert not list(yearly_review.notice_tasks([case.pk]))

    @pytest.mark.parametrize(
        "track", [track.code for track in catalogue.TRACKS if not track.changes]
    )
    def test_every_road_knows_the_term_of_each_naskah_that_it_signs(self, make_agreement, track):
        case = make_agreement(track)
        assert all(case.term_of(kind).is_complete for kind in case.track.signings)
