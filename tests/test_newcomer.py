"""A newcomer with the administrator's password alone: whatever is sent to any page is seen by
somebody else, in the inbox or on a page that others read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from lxml import html

from agreements.models.number import NumberSeries
from agreements.regulations import expiry
from kerjasama.accounts import granting
from kerjasama.accounts.models import Delegation, Membership, Official, Role, Unit, User
from kerjasama.logbook.log_page import readable_entries
from kerjasama.logbook.models import LogEntry
from kerjasama.notices.models import Notice
from kerjasama.signin.models import FactorRequest
from partners.models import Partner

from .home import HOME
from .reading import words_of_part
from .test_access import MAY_USE, addresses  # noqa: F401
from .test_second_factor import PASSWORD

pytestmark = pytest.mark.django_db
WHY = "Contoh alasan yang cukup panjang."


@dataclass(frozen=True)
class Press:
    """One form of a page, with what the newcomer types. Fields that are not named stay as drawn."""

    page: str
    data: dict[str, Any]
    # Whom the page is about, and what has to be there before.
    about: Callable[[dict[str, User]], Any] | None = None
    told: bool = False  # others read it in their inbox, else in Catatan perubahan
    drawn: bool = False  # the form is sent as the page draws it

    @property
    def said(self) -> str:
        """A name of the press for whoever reads that it is not seen."""
        return " ".join([self.page, *map(str, self.data)])


def staff(people) -> int:
    return people["staf"].pk


def a_colleague(people) -> int:
    return User.objects.create_user("rekan", "rekan@contoh.invalid").pk


def the_unit(people) -> int:
    return Unit.objects.get(name__startswith="Dinas Komunikasi").pk


def another_unit(people) -> int:
    return Unit.objects.create(name="Dinas Contoh Lain").pk


def an_alias(people) -> int:
    return Unit.objects.get(name__startswith="Dinas Komunikasi").aliases.create(name="DKI").pk


def an_official(people) -> int:
    return Official.objects.filter(office="sekda").latest("since").pk


def a_double(people) -> int:
    kept = Official.objects.get(office="sekda")
    Official.objects.filter(pk=kept.pk).update(since="2020-01-01")
    told = {"office": "sekda", "name": kept.name, "since": "2019-01-01", "until": "2019-12-31"}
    return Official.objects.create(**told).pk


def a_delegation(people) -> int:
    return Delegation.objects.create(**FOR_THE_HEAD, basis="Perbup").pk


def a_series(people) -> int:
    return NumberSeries.objects.get(code="PNW").pk


def a_partner(people) -> int:
    return Partner.objects.create(name="CV Contoh", kind="swasta").pk


def of_provider(people) -> int:
    return SocialAccount.objects.create(user=people["admin"], provider="pemda", uid="1").pk


def a_seat(people) -> int:
    return people["staf"].memberships.get().pk


def asked(people) -> int:
    """A request about a second factor that another administrator made."""
    told = {"user": people["staf"], "kind": "lepas", "reason": WHY, "asked_by": people["kabag"]}
    return FactorRequest.objects.create(**told).pk


def waiting(people) -> int:
    """A seat that another administrator proposed."""
    unit = Unit.objects.get(pk=the_unit(people))
    seat = Membership(user=people["staf"], role=Role.LEGAL, unit=unit)
    return granting.give_seat(seat, people["kabag"]).pk


def tkksd(people) -> int:
    return people["tkksd"].pk


OFFICIAL = {"office": "asisten", "capacity": "definitif", "name": "Ani", "since": "2026-01-01"}
PATTERN = "{urut:03d}/{jenis}/KS/{tahun}"
NEW = "Perahu-Tepian-9-Senja"
FOR_THE_HEAD = {"papers": ["jawaban_penawaran"], "office": "sekda", "since": "2026-01-01"}
SERIES = {"code": "PNW", "title": "Penawaran dinas", "pattern": "{urut}/DCL/{tahun}"}
PRESSES = [
    Press("pengguna", {"username": "baru", "email": "baru@contoh.invalid"}, told=True),
    Press("pengguna-rinci", {"aksi": "data", "first_name": "B", "is_active": "on"}, staff),
    Press(
        "pengguna-rinci",
        {"aksi": "data", "email": "x@contoh.invalid", "is_active": "on"},
        staff,
        told=True,
    ),
    Press("pengguna-rinci", {"aksi": "data", "is_active": ""}, a_colleague, told=True),
    Press("pengguna-rinci", {"aksi": "beri", "role": "TKKSD", "unit": the_unit}, staff, told=True),
    Press("pengguna-rinci", {"aksi": "cabut", "pasti": "1", "kursi": a_seat}, staff, told=True),
    Press("pengguna-rinci", {"aksi": "undang"}, a_colleague, told=True),
    Press("pengguna-rinci", {"aksi": "buka-kunci"}, staff, told=True),
    Press("pengguna-gabung", {"tujuan": staff}, tkksd, told=True),
    Press("minta-faktor", {"kind": "lepas", "reason": WHY}, staff, told=True),
    Press("permintaan-faktor", {"permintaan": asked, "putusan": "setuju"}, told=True),
    Press(
        "aturan-masuk",
        {
            "factor_roles": ["ADMIN"],
            "factor_grace_days": 9,
            "password_grace_days": 9,
            "session_idle_minutes": 30,
            "session_most_hours": 8,
        },
        told=True,
    ),
    Press("persetujuan-akun", {"kursi": waiting, "putusan": "setujui"}, told=True),
    Press("pejabat", OFFICIAL),
    Press(
        "pejabat",
        OFFICIAL | {"office": "kepala_unit", "unit": another_unit, "user": staff},
        told=True,
    ),
    Press("pejabat-rinci", {"rank": "IV/c"}, an_official, drawn=True),
    Press("pejabat-gabung", {"tujuan": an_official, "alasan": WHY}, a_double),
    Press("unit", {"name": "Dinas Baru"}),
    Press("unit-rinci", {"name": "Dinas Salah Ketik"}, another_unit),
    Press("unit-rinci", {"ganti": "1", "name": "Dinas Lain", "since": "2026-02-02"}, another_unit),
    Press("unit-gabung", {"gabung": "1", "tujuan": the_unit, "alasan": WHY}, another_unit),
    Press("unit-gabung", {"tutup": "1", "sampai": "2026-02-02"}, another_unit),
    Press("unit-nama", {"name": "Kominfo"}, the_unit),
    Press("unit-nama-hapus", {}, an_alias),
    Press("profil-daerah", HOME | {"phone": "0541 1", "number_pattern": PATTERN}),
    Press("tenggat", {"kunci": "ksdd-sukarela/persiapan/tahap", "days": 3, "day_kind": "kerja"}),
    Press("tenggat-kewajiban", {"kewajiban": "ksdpk-semester", "days": 45}),
    Press("tenggat-radar", {"months": 7}, drawn=True),
    Press("tangga-masa-berlaku", {"naskah": "nota_kesepakatan", "steps": "90, 0"}),
    Press("tangga-masa-berlaku", {"keputusan": expiry.AT_HOME.term_key, "days": "120"}),
    Press("hari-libur", {"day": "2026-11-25", "name": "Hari jadi"}),
    Press(
        "atas-nama",
        {
            "papers": ["jawaban_penawaran"],
            "office": "sekda",
            "basis": "Perbup",
            "since": "2026-01-01",
        },
        told=True,
    ),
    Press("atas-nama-rinci", {"basis": "Perbup 2"}, a_delegation, drawn=True, told=True),
    Press(
        "seri",
        {
            "code": "PNW",
            "unit": another_unit,
            "title": "Penawaran dinas",
            "pattern": "{urut}/DCL/{tahun}",
        },
    ),
    Press("seri-rinci", {"title": "Penawaran lain"}, a_series, drawn=True),
    Press("hubungan-diplomatik", {"state": "DK", "has_relations": "tidak", "reason": WHY}),
    Press("mitra-baru", {"name": "CV Baru", "kind": "swasta"}, drawn=True),
    Press("mitra-ubah", {"name": "CV Contoh Dua"}, a_partner, drawn=True),
    Press("sesi-saya", {"sesi": "lain"}, told=True),
    Press("tautan-kalender", {}, told=True),
    Press("pemberitahuan", {}, told=True, drawn=True),
    Press("sso-putus", {}, of_provider, told=True),
    Press(
        "account_change_password",
        {
            "oldpassword": PASSWORD,
            "password1": "Perahu-Tepian-9-Senja",
            "password2": "Perahu-Tepian-9-Senja",
        },
        told=True,
    ),
]


# Pages on which an administrator sends something else, and where others see it.
ELSEWHERE = {
    "a case's own history, in which each act stands with its person and seat": (
        "batalkan buat-dokumen buat-surat catatan kembalikan kewajiban-naskah koreksi"
        " koreksi-angka koreksi-angka-rinci penuhi penuhi-bersama penuhi-kewajiban perbarui-dokumen"
        " pengecualian putus-koreksi putuskan rapat rapat-rinci surat-pendukung tanggapan teruskan"
        " ulangi-dokumen tulis-laporan capaian evaluasi-rinci naskah-lama-rinci pihak banding-calon"
        " berkas-lengkap perubahan pemetaan-butir naskah-luar tautan-mitra"
    ),
    "the naskah itself, beside which each remark stands with its person and time": (
        "catatan-naskah jawab-catatan selesaikan-catatan naskah-dibaca"
    ),
    "the proposals and the history of a mitra": "mitra-putus-usulan mitra-gabung",
    "a request to correct what is held on somebody, told to all others": "data-saya koreksi-data",
    "what a second person decides, and Catatan perubahan": "keutuhan-catatan",
    "a notice to both sides and to all others": "serah-tugas-orang",
    "Masa simpan and its disposals in Catatan perubahan": "masa-simpan-jenis",
    "Surat penunjukan in Catatan perubahan": "surat-peran surat-pejabat",
    "the list of the import, which tells all others in one notice": "impor-pengguna",
    "told by test_second_factor and test_own_sessions": (
        "mfa_activate_totp mfa_deactivate_totp mfa_add_webauthn mfa_remove_webauthn"
        " mfa_generate_recovery_codes"
    ),
    "Pengiriman, where each message stands with how often it was sent": "ulangi-pengiriman",
    "noted as a grave read": "ekspor-daftar ekspor-kewajiban rekap-pdf cari-orang",
    "nothing of anybody else: what one types, likes and learns, and who one is": (
        "isian isian-buang simpan-tampilan hapus-tampilan account_reauthenticate uji-alur"
        " uji-alur-langkah uji-alur-mundur uji-alur-hapus uji-pemahaman tugas-buka baca"
    ),
    "an order that changes nothing": "arsip mitra-saran seri-contoh serah-tugas-ulang",
    "the letter itself, which says who settled it": "surat-masuk-rinci",
    "the case and Pengiriman, where what was given up stands as such": "pekerjaan-gagal",
    "the head of the office alone, whom the administrator is not": (
        "bacaan-ketentuan norma-setempat-jalur"
    ),
}
# What only shows, whatever is sent to it.
SHOWS = set(
    "account_set_password mfa_index mfa_list_webauthn mfa_view_recovery_codes"
    " impor-pengguna-templat beranda cari gaya bantuan panduan alur alur-rinci contoh-naskah"
    " peraturan pasal dasbor dasbor-angka tugas pengiriman surel surel-rinci daftar pengaturan"
    " pustaka-klausul klausul norma-setempat nomor nomor-unduh catatan-perubahan kesehatan tkksd"
    " tkksd-keputusan tkksd-berkas tkksd-laporan tkksd-laporan-berkas tkksd-catatan-berkas"
    " perbandingan kerja-sama keadaan-kerja-sama dokumen-berkas naskah-berlaku"
    " berkas-usulan-koreksi dokumen keadaan-dokumen halaman-dokumen berkas surel-mitra segel"
    " unduh-berkas-lengkap bertanda-tangan kewajiban berkas-kewajiban radar radar-berkas"
    " indikator lembar-pimpinan berkas-lembar-pimpinan laporan rencana-kerja berkas-capaian"
    " evaluasi rekap-laporan rekap-xlsx berkas-rekap pemetaan pemetaan-tahun"
    " pemetaan-keputusan pemetaan-berkas penandatanganan penandatanganan-berkas"
    " kalender-penandatanganan naskah-asli peran-saya masa-simpan surat-penunjukan serah-tugas"
    " serah-tugas-rinci serah-tugas-berkas data-pengguna wajib kerja-sama-wajib berkas-wajib"
    " perselisihan berkas-perselisihan naskah-asli-berkas naskah-asli-rinci sensus-naskah"
    " mitra mitra-rinci mitra-dokumen-berkas berkas-lampiran surat surat-pratinjau"
    " paraf-surat surat-masuk surat-masuk-berkas surat-daftar surat-berkas"
    " surat-bertanda-tangan".split()
)


def test_every_page_of_an_administrator_says_where_others_see_what_is_sent_to_it():
    pages = {name for name, roles in MAY_USE.items() if Role.ADMIN in roles}
    pressed = {press.page for press in PRESSES}
    elsewhere = {name for names in ELSEWHERE.values() for name in names.split()}
    assert pages == pressed | elsewhere | SHOWS
    assert not pressed & elsewhere and not (pressed | elsewhere) & SHOWS


def test_a_page_that_only_shows_writes_nothing(addresses, people, signed_in):  # noqa: F811
    admin, last = signed_in(people["admin"]), LogEntry.objects.latest("pk").pk
    for name in sorted(SHOWS):
        admin.post(addresses[name], {"sengaja": "1"})
    written = LogEntry.objects.filter(pk__gt=last, person_id=people["admin"].pk)
    reads = [row.stream for row in written if not row.stream.startswith("baca ")]
    assert reads == []


@pytest.mark.parametrize("press", PRESSES, ids=lambda press: press.said)
def test_what_is_sent_is_seen_by_somebody_else(press, people, signed_in):
    user = people["admin"]
    user.set_password(PASSWORD)
    user.save()
    Notice.objects.all().delete()
    address = reverse(press.page, args=[press.about(people)] if press.about else [])
    data = {name: filled(value, people) for name, value in press.data.items()}
    admin = signed_in(User.objects.get(pk=user.pk))
    if press.drawn:
        data = as_drawn(admin, address, data)
    last = LogEntry.objects.latest("pk").pk
    Notice.objects.all().delete()
    answer = admin.post(address, data)
    assert answer.status_code == 302, refusals(answer)
    if press.told:
        assert Notice.objects.exclude(user=user).exists()
    else:
        assert readable_entries().filter(pk__gt=last, person_id=user.pk).exists()


def refusals(answer) -> list[str]:
    page = html.fromstring(answer.text)
    rows = page.xpath("//*[@id='galat' or contains(@class, 'invalid-feedback')]")
    return [words_of_part(row) for row in rows]


def filled(value: Any, people: dict[str, User]) -> Any:
    return value(people) if callable(value) else value


def as_drawn(client: Client, address: str, data: dict[str, Any]) -> dict[str, Any]:
    """The first form of the page with these fields, as a browser would send it, with the data."""
    forms = html.fromstring(client.get(address).text).forms
    form = next(form for form in forms if set(data) <= set(form.fields) and form.method == "POST")
    names = dict(form.form_values())
    return {name: form.fields[name] for name in names} | data
