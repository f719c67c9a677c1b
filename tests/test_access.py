"""Every URL, every role: what is not declared here fails. Whose case it is, test_visibility asks."""  # noqa: E501

from urllib.parse import urlsplit

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver, resolve, reverse
from django.utils import timezone

from agreements.documents import rendering
from agreements.models import IncomingLetter, Mailing
from agreements.monitoring.custody import new_originals
from kerjasama.accounts.models import Delegation, Official, Role, User
from kerjasama.accounts.policy import DefaultDenyMiddleware
from partners.models import Partner, PartnerChange

ALL = set(Role)
OPD_STAFF = {Role.OPD}
PUBLIC = {
    "tautan",
    "tautan-catatan",
    "tautan-data",
    "tautan-pdf",
    "keluar",
    "sesi",
    "account_login",
    "account_inactive",
    "socialaccount_login_cancelled",
    "openid_connect_login",
    "openid_connect_callback",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mulai",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "kalender",
    "kepala-catatan",
    "verifikasi",
    "verifikasi-rinci",
    "manifest",
}
ADMIN = {Role.ADMIN}
MANAGERS = {Role.ADMIN, Role.SECTION_HEAD}
NUMBER_READERS = ALL - {Role.OPD, Role.OPD_HEAD}
SHEET_READERS = {
    Role.LEADERSHIP,
    Role.SEKDA,
    Role.HEAD_OF_REGION,
    Role.SECTION_HEAD,
    Role.VERIFIER,
    Role.ADMIN,
}
NUMBER_KEEPERS = {Role.VERIFIER, Role.SECTION_HEAD}
LETTER_WRITERS = {*NUMBER_KEEPERS, Role.LEGAL, Role.OPD, Role.OPD_HEAD}
EVALUATORS = {Role.OPD, Role.OPD_HEAD, Role.TKKSD, Role.VERIFIER, Role.SECTION_HEAD}
# URL name -> the roles that may use it; everybody else is refused, and nobody without an account
# gets in.
MAY_USE = {
    "isian": ALL,
    "isian-buang": ALL,
    "naskah-lama": NUMBER_KEEPERS,
    "calon-naskah-lama": NUMBER_KEEPERS,
    "naskah-lama-rinci": ALL,
    "naskah-lama-batal": NUMBER_KEEPERS,
    "naskah-lama-pasal": NUMBER_KEEPERS,
    "impor": NUMBER_KEEPERS,
    "impor-templat": NUMBER_KEEPERS,
    "impor-rinci": NUMBER_KEEPERS,
    "impor-periksa": NUMBER_KEEPERS,
    "impor-ulang": NUMBER_KEEPERS,
    "impor-kolom": NUMBER_KEEPERS,
    "impor-lewati": NUMBER_KEEPERS,
    "impor-jalankan": NUMBER_KEEPERS,
    "impor-batal": NUMBER_KEEPERS,
    "impor-berkas": NUMBER_KEEPERS,
    "account_change_password": ALL,
    "account_set_password": ALL,
    "account_reauthenticate": ALL,
    "mfa_index": ALL,
    "mfa_activate_totp": ALL,
    "mfa_deactivate_totp": ALL,
    "mfa_list_webauthn": ALL,
    "mfa_add_webauthn": ALL,
    "mfa_remove_webauthn": ALL,
    "mfa_view_recovery_codes": ALL,
    "mfa_generate_recovery_codes": ALL,
    "sso-putus": ALL,
    "impor-pengguna": ADMIN,
    "impor-pengguna-templat": ADMIN,
    "sesi-saya": ALL,
    "data-saya": ALL,
    "data-pengguna": ADMIN,
    "koreksi-data": MANAGERS,
    "cari-orang": ADMIN,
    "masa-simpan": MANAGERS,
    "masa-simpan-jenis": MANAGERS,
    "aturan-masuk": ADMIN,
    "minta-faktor": ADMIN,
    "permintaan-faktor": MANAGERS,
    "beranda": ALL,
    "cari": ALL,
    "putuskan": ALL,
    "gaya": ADMIN,
    "bantuan": ALL,
    "panduan": ALL,
    "alur": ALL,
    "alur-rinci": ALL,
    "contoh-naskah": ALL,
    "uji-alur": ALL,
    "uji-alur-langkah": ALL,
    "uji-alur-mundur": ALL,
    "uji-alur-hapus": ALL,
    "peraturan": ALL,
    "pasal": ALL,
    "uji-pemahaman": ALL,
    "pemahaman": NUMBER_KEEPERS,
    "dasbor": ALL,
    "ingatkan-daftar": NUMBER_KEEPERS,
    "tugaskan-daftar": {Role.OPD_HEAD, Role.SECTION_HEAD},
    "tugaskan": {Role.OPD_HEAD, Role.SECTION_HEAD},
    "ingatkan-kewajiban": NUMBER_KEEPERS,
    "ekspor-daftar": ALL,
    "ekspor-kewajiban": ALL,
    "dasbor-angka": ALL,
    "simpan-tampilan": ALL,
    "hapus-tampilan": ALL,
    "tugas": ALL,
    "tugas-buka": ALL,
    "pemberitahuan": ALL,
    "tautan-kalender": ALL,
    "pengiriman": ADMIN,
    "ulangi-pengiriman": ADMIN,
    "surel": ADMIN,
    "surel-rinci": ADMIN,
    "daftar": ALL,
    "pengaturan": MANAGERS | {Role.LEGAL},
    "pustaka-klausul": ALL,
    "klausul": ALL,
    "klausul-baru": {Role.LEGAL},
    "tenggat": MANAGERS,
    "bacaan-ketentuan": MANAGERS,
    "norma-setempat": MANAGERS,
    "norma-setempat-jalur": MANAGERS,
    "hari-libur": MANAGERS,
    "pejabat": MANAGERS,
    "pejabat-rinci": MANAGERS,
    "pejabat-gabung": MANAGERS,
    "atas-nama": MANAGERS,
    "atas-nama-rinci": MANAGERS,
    "peran-saya": ALL,
    "surat-peran": ALL,
    "surat-pejabat": MANAGERS,
    "surat-penunjukan": ALL,
    "serah-tugas": ALL,
    "serah-tugas-orang": {Role.ADMIN, Role.OPD_HEAD, Role.SECTION_HEAD},
    "serah-tugas-rinci": ALL,
    "serah-tugas-berkas": ALL,
    "serah-tugas-ulang": ALL,
    "seri": MANAGERS,
    "seri-rinci": MANAGERS,
    "seri-contoh": MANAGERS,
    "nomor": NUMBER_READERS,
    "nomor-unduh": NUMBER_READERS,
    "nomor-pesan": NUMBER_KEEPERS,
    "nomor-pakai": NUMBER_KEEPERS,
    "nomor-batal": NUMBER_KEEPERS,
    "hubungan-diplomatik": MANAGERS,
    "baca": ALL,
    "tenggat-kewajiban": MANAGERS,
    "arsip": MANAGERS,
    "kesehatan": MANAGERS,
    "pekerjaan-gagal": MANAGERS,
    "catatan-perubahan": MANAGERS,
    "keutuhan-catatan": {Role.ADMIN, Role.SECTION_HEAD, Role.SEKDA},
    "profil-daerah": ADMIN,
    "unit": ADMIN,
    "unit-rinci": ADMIN,
    "unit-gabung": ADMIN,
    "pengguna-gabung": ADMIN,
    "unit-nama": ADMIN,
    "unit-nama-hapus": ADMIN,
    "pengguna": ADMIN,
    "pengguna-rinci": ADMIN,
    "pilih-jalur": OPD_STAFF,
    "ajukan": OPD_STAFF,
    "tkksd": ALL,
    "tkksd-catat": NUMBER_KEEPERS,
    "tkksd-keputusan": ALL,
    "tkksd-berkas": ALL,
    "tkksd-tarik": NUMBER_KEEPERS,
    "tkksd-pleno": NUMBER_KEEPERS,
    "tkksd-laporan": NUMBER_READERS,
    "tkksd-laporan-pdf": NUMBER_KEEPERS,
    "tkksd-laporan-berkas": NUMBER_READERS,
    "tkksd-catatan-berkas": ALL,
    "tkksd-catatan-tarik": NUMBER_KEEPERS,
    "rapat": ALL,
    "rapat-rinci": ALL,
    "surat-pendukung": ALL,
    "buat-surat": ALL,
    "ubah": OPD_STAFF,
    "calon-mitra": OPD_STAFF,
    "kalimat-jangka-waktu": OPD_STAFF,
    "perbaikan": OPD_STAFF,
    "naskah-luar": ALL,
    "tautan-mitra": ALL,
    "beri-tautan-mitra": {Role.VERIFIER, Role.SECTION_HEAD},
    "ubah-tautan-mitra": {Role.VERIFIER, Role.SECTION_HEAD},
    "putus-isian-mitra": {Role.VERIFIER, Role.SECTION_HEAD},
    "unggah-naskah-luar": {Role.OPD, Role.VERIFIER, Role.LEGAL},
    "susun-di-sini": {Role.OPD, Role.VERIFIER, Role.LEGAL},
    "tandai-naskah-luar": {Role.LEGAL},
    "naskah-luar-pasal": {Role.VERIFIER, Role.SECTION_HEAD},
    "redaksi": {Role.OPD, Role.VERIFIER, Role.LEGAL},
    "blok-redaksi": {Role.OPD, Role.VERIFIER, Role.LEGAL},
    "hadir-redaksi": {Role.OPD, Role.VERIFIER, Role.LEGAL},
    "susunan-naskah": {Role.OPD, Role.VERIFIER, Role.LEGAL},
    "perbandingan": ALL,
    "catatan-naskah": ALL,
    "naskah-dibaca": ALL - {Role.LEADERSHIP},
    "jawab-catatan": ALL - {Role.LEADERSHIP},
    "selesaikan-catatan": ALL - {Role.LEADERSHIP},
    "kirim-docx": {Role.OPD, Role.VERIFIER, Role.LEGAL},
    "terima-docx": {Role.OPD, Role.VERIFIER, Role.LEGAL},
    "putus-docx": {Role.OPD, Role.VERIFIER, Role.LEGAL},
    "kerja-sama": ALL,
    "keadaan-kerja-sama": ALL,
    "dokumen-berkas": ALL,
    "perubahan": ALL,
    "catat-peristiwa": NUMBER_KEEPERS,
    "putuskan-masa-berlaku": {Role.SECTION_HEAD, Role.SEKDA},
    "sarankan-masa-berlaku": {Role.OPD, Role.OPD_HEAD},
    "tangga-masa-berlaku": MANAGERS,
    "naskah-berlaku": ALL,
    "penuhi": ALL,
    "penuhi-bersama": ALL,
    "catatan": ALL,
    "pengecualian": ALL,
    "persetujuan-akun": {Role.ADMIN, Role.SECTION_HEAD, Role.SEKDA},
    "hapus-isi": NUMBER_KEEPERS,
    "koreksi": ALL,
    "putus-koreksi": ALL,
    "perbarui-dokumen": ALL,
    "berkas-usulan-koreksi": ALL,
    "teruskan": ALL,
    "kembalikan": ALL,
    "tanggapan": ALL - {Role.LEADERSHIP},
    "buat-dokumen": ALL,
    "dokumen": ALL,
    "keadaan-dokumen": ALL,
    "halaman-dokumen": ALL,
    "ulangi-dokumen": ALL,
    "berkas": ALL,
    "surel-mitra": ALL,
    "tulis-surel-mitra": NUMBER_KEEPERS,
    "ulangi-surel-mitra": NUMBER_KEEPERS,
    "segel": ALL,
    "berkas-lengkap": ALL,
    "unduh-berkas-lengkap": ALL,
    "tanda-tangan": {Role.HEAD_OF_REGION, Role.SEKDA, Role.OPD_HEAD},
    "tanda-tangan-basah": {*NUMBER_KEEPERS, Role.OPD, Role.OPD_HEAD},
    "tanda-tangan-basah-tarik": {*NUMBER_KEEPERS, Role.OPD, Role.OPD_HEAD},
    "bertanda-tangan": ALL,
    "surat": ALL,
    "surat-daftar": ALL,
    "surat-masuk": ALL,
    "surat-masuk-catat": LETTER_WRITERS,
    "surat-masuk-rinci": ALL,
    "surat-masuk-berkas": ALL,
    "surat-baru": LETTER_WRITERS,
    "surat-berkas": ALL,
    "surat-bertanda-tangan": ALL,
    "surat-tanda-tangan-basah": LETTER_WRITERS,
    "surat-ulang": LETTER_WRITERS,
    "surat-pratinjau": ALL,
    "surat-ubah": LETTER_WRITERS,
    "surat-baku": LETTER_WRITERS,
    "surat-nomor": LETTER_WRITERS,
    "surat-kirim": LETTER_WRITERS,
    "surat-batal": LETTER_WRITERS,
    "surat-blok": LETTER_WRITERS,
    "surat-tarik-tanda": LETTER_WRITERS,
    "surat-paraf": {*NUMBER_KEEPERS, Role.LEGAL, Role.OPD_HEAD, Role.SEKDA},
    "surat-tanda-tangan": {
        *(Role.HEAD_OF_REGION, Role.SEKDA, Role.OPD_HEAD, Role.SECTION_HEAD, Role.LEGAL)
    },
    "paraf-surat": MANAGERS,
    "paraf-surat-jenis": {Role.SECTION_HEAD},
    "tolak": {Role.SECTION_HEAD, Role.SEKDA},
    "tarik": {Role.OPD, Role.OPD_HEAD},
    "tangguhkan": {Role.SECTION_HEAD, Role.SEKDA},
    "salin": {Role.OPD},
    "buka-kembali": {Role.OPD, Role.OPD_HEAD, Role.SECTION_HEAD},
    "lanjutkan": {Role.SECTION_HEAD, Role.SEKDA},
    "batalkan": ALL,
    "versi": {Role.SECTION_HEAD},
    "kewajiban": ALL,
    "penuhi-kewajiban": ALL,
    "bebaskan-kewajiban": {Role.SECTION_HEAD},
    "berkas-kewajiban": ALL,
    "kewajiban-naskah": ALL,
    "akhiri-kewajiban-naskah": NUMBER_KEEPERS,
    "pihak-kewajiban-naskah": NUMBER_KEEPERS,
    "koreksi-angka": ALL,
    "koreksi-angka-rinci": ALL,
    "radar": ALL,
    "radar-berkas": ALL,
    "surat-radar": NUMBER_KEEPERS,
    "tenggat-radar": MANAGERS,
    "indikator": ALL,
    "lembar-pimpinan": SHEET_READERS,
    "buat-lembar-pimpinan": {Role.SECTION_HEAD},
    "berkas-lembar-pimpinan": SHEET_READERS,
    "laporan": ALL,
    "rencana-kerja": ALL,
    "ubah-rencana": {Role.OPD, Role.OPD_HEAD},
    "capaian": ALL,
    "nilai-capaian": {Role.VERIFIER, Role.SECTION_HEAD},
    "berkas-capaian": ALL,
    "berkas-lampiran": ALL,
    "evaluasi": ALL,
    "evaluasi-rinci": ALL,
    "isi-evaluasi": EVALUATORS,
    "simpulkan-evaluasi": {Role.SECTION_HEAD},
    "kembalikan-evaluasi": {Role.SECTION_HEAD},
    "lembar-evaluasi": EVALUATORS,
    "rekap-laporan": ALL - {Role.OPD, Role.OPD_HEAD},
    "rekap-xlsx": ALL - {Role.OPD, Role.OPD_HEAD},
    "rekap-pdf": ALL - {Role.OPD, Role.OPD_HEAD},
    "berkas-rekap": ALL - {Role.OPD, Role.OPD_HEAD},
    "sampaikan-laporan": {Role.VERIFIER, Role.HEAD_OF_REGION},
    "tulis-laporan": ALL,
    "nilai-laporan": {Role.VERIFIER, Role.SECTION_HEAD},
    "pemetaan": ALL,
    "pemetaan-tahun": ALL,
    "pemetaan-butir": ALL,
    "pemetaan-keputusan": ALL,
    "pemetaan-atur": NUMBER_KEEPERS,
    "pemetaan-koordinasi": NUMBER_KEEPERS,
    "pemetaan-tetapkan": NUMBER_KEEPERS,
    "pemetaan-koreksi": NUMBER_KEEPERS,
    "pemetaan-nihil": {Role.OPD, Role.OPD_HEAD},
    "pemetaan-usulkan": {Role.OPD, Role.OPD_HEAD},
    "pemetaan-impor": {Role.OPD, Role.OPD_HEAD},
    "pemetaan-impor-templat": {Role.OPD, Role.OPD_HEAD},
    "pemetaan-ubah": {Role.OPD, Role.OPD_HEAD},
    "pemetaan-langkah": {Role.OPD, Role.OPD_HEAD} | NUMBER_KEEPERS,
    "pemetaan-ajukan": OPD_STAFF,
    "pemetaan-cetak": NUMBER_KEEPERS,
    "pemetaan-batal": NUMBER_KEEPERS,
    "pemetaan-berkas": ALL,
    "penandatanganan": ALL,
    "penandatanganan-berkas": ALL,
    "atur-penandatanganan": NUMBER_KEEPERS,
    "status-penandatanganan": NUMBER_KEEPERS,
    "periksa-rangkap": NUMBER_KEEPERS,
    "hari-pihak": NUMBER_KEEPERS,
    "susunan-acara": NUMBER_KEEPERS,
    "kalender-penandatanganan": ALL,
    "naskah-asli": ALL,
    "pihak": ALL,
    "pihak-tambah": OPD_STAFF,
    "pembayaran-pihak": OPD_STAFF,
    "hapus-pembayaran": OPD_STAFF,
    "pihak-ubah": {Role.OPD, Role.OPD_HEAD} | NUMBER_KEEPERS,
    "penanda-tangan": OPD_STAFF,
    "banding-calon": ALL,
    "hapus-calon": OPD_STAFF,
    "pilih-calon": {Role.TKKSD, Role.VERIFIER},
    "wajib": ALL,
    "kerja-sama-wajib": ALL,
    "tarik-wajib": NUMBER_KEEPERS,
    "berkas-wajib": ALL,
    "perselisihan": ALL,
    "langkah-perselisihan": {Role.OPD, Role.OPD_HEAD} | NUMBER_KEEPERS,
    "tarik-perselisihan": NUMBER_KEEPERS,
    "berkas-perselisihan": ALL,
    "naskah-asli-berkas": ALL,
    "naskah-asli-rinci": ALL,
    "catat-naskah-asli": NUMBER_KEEPERS,
    "coret-naskah-asli": NUMBER_KEEPERS,
    "serah-terima": NUMBER_KEEPERS,
    "sensus-naskah": NUMBER_READERS,
    "catat-sensus": NUMBER_KEEPERS,
    "mitra": ALL,
    "mitra-rinci": ALL,
    "mitra-baru": {Role.OPD, Role.VERIFIER, Role.SECTION_HEAD, Role.ADMIN},
    "mitra-ubah": {Role.OPD, Role.VERIFIER, Role.SECTION_HEAD, Role.ADMIN},
    "mitra-putus-usulan": {Role.OPD, Role.VERIFIER, Role.SECTION_HEAD, Role.ADMIN},
    "mitra-dokumen": {Role.OPD, Role.VERIFIER, Role.SECTION_HEAD},
    "mitra-dokumen-berkas": ALL,
    "mitra-dokumen-tarik": {Role.OPD, Role.VERIFIER, Role.SECTION_HEAD},
    "mitra-saran": ALL,
    "mitra-gabung": {Role.VERIFIER, Role.SECTION_HEAD, Role.ADMIN},
}


def patterns(resolver):
    for entry in resolver.url_patterns:
        yield from [entry] if isinstance(entry, URLPattern) else patterns(entry)


def a_mail_about(document, author):
    stamp = {"next_at": timezone.now(), "by": author}
    return Mailing.objects.create(
        agreement=document.agreement, document=document, address="x@contoh.invalid", **stamp
    )


@pytest.fixture
def addresses(make_agreement, people, blank_papers):
    agreement = make_agreement(at="penyusunan_kb")
    document = agreement.documents.first()
    attachment = agreement.evidence.exclude(sha256="").first() or agreement.evidence.first()
    new_originals.create_originals(
        agreement, "kesepakatan_bersama", people["verifikator"], timezone.localdate()
    )
    original = agreement.originals.first()
    meeting = agreement.meetings.create(
        held_on="2026-01-05", starts_at="09:00", place="x", agenda="x", by=people["verifikator"]
    )
    numbers = {
        "naskah-asli-rinci": original.pk,
        "catat-naskah-asli": original.pk,
        "coret-naskah-asli": original.pk,
        "serah-terima": original.pk,
        "dokumen": document.pk,
        "keadaan-dokumen": document.pk,
        "halaman-dokumen": document.pk,
        "ulangi-dokumen": document.pk,
        "tulis-surel-mitra": agreement.documents.get(kind="penawaran").pk,
        "ulangi-surel-mitra": a_mail_about(document, people["verifikator"]).pk,
        "tanda-tangan": document.pk,
        "tanda-tangan-basah": document.pk,
        "tanda-tangan-basah-tarik": document.pk,
        "bertanda-tangan": document.pk,
        "perbarui-dokumen": document.pk,
        "berkas": attachment.pk,
        "unit-rinci": agreement.owner_id,
        "unit-gabung": agreement.owner_id,
        "pengguna-gabung": User.objects.first().pk,
        "unit-nama": agreement.owner_id,
        "unit-nama-hapus": agreement.owner.aliases.create(name="Singkatan contoh").pk,
        "pengguna-rinci": User.objects.first().pk,
        "serah-tugas-orang": User.objects.first().pk,
        "data-pengguna": User.objects.first().pk,
        "pejabat-rinci": Official.objects.first().pk,
        "surat-pejabat": Official.objects.first().pk,
        "pejabat-gabung": Official.objects.first().pk,
        "atas-nama-rinci": (
            Delegation.objects.create(
                papers=[], office="sekda", since=timezone.localdate(), basis="Perbup"
            ).pk
        ),
        "seri-rinci": document.numbers.get().series_id,
        "nomor-pakai": document.numbers.get().pk,
        "nomor-batal": document.numbers.get().pk,
    }
    letter = agreement.letters.create(
        kind="penawaran", order={"typed": {}, "seen": 0, "again": ""}, by=people["verifikator"]
    )
    of_letters = "surat-ubah surat-baku surat-nomor surat-kirim surat-batal surat-paraf"
    of_letters += " surat surat-pratinjau surat-tanda-tangan surat-berkas surat-ulang"
    of_letters += " surat-bertanda-tangan surat-tanda-tangan-basah surat-blok surat-tarik-tanda"
    numbers |= dict.fromkeys(of_letters.split(), letter.pk)
    came = IncomingLetter.objects.create(
        **{"year": 2026, "agenda": 1, "number": "1", "sender": "x", "subject": "x"},
        **{"day": "2026-01-05", "received_on": "2026-01-06", "sha256": attachment.sha256},
        **{"file_name": "x.pdf", "agreement": agreement, "by": people["verifikator"]},
    )
    numbers |= {"surat-masuk-rinci": came.pk, "surat-masuk-berkas": came.pk}
    activity = agreement.activities.create(name="Pelatihan", year=2026)
    told = {"submitted_by": people["staf"], "submitted_at": timezone.now()}
    numbers["berkas-lampiran"] = agreement.annexes.create(
        kind="kesepakatan_bersama", sha256=attachment.sha256, pages=1, by=people["staf"]
    ).pk
    numbers["berkas-capaian"] = agreement.progress.create(
        activity=activity, quarter=1, percent=5, output="Mulai", **told
    ).pk
    proposal = {
        "values": {},
        "reason": "x",
        "by": people["verifikator"],
        "by_role": "VERIFIER",
        "evidence": attachment,
    }
    numbers["berkas-usulan-koreksi"] = proposed = agreement.proposed_corrections.create(
        **proposal
    ).pk
    numbers["hapus-isi"] = attachment.pk
    change = PartnerChange.objects.create(
        partner=Partner.objects.first(), fields={}, by=people["staf"], state="menunggu"
    )
    words = {
        "row": attachment.pk,
        "change": change.pk,
        "paper": 1,
        "proposal": proposed,
        "verdict": "setujui",
        "activity": activity.pk,
        "party": agreement.parties.first().pk,
        "candidate": 1,
        "payment": 1,
        "dispute": 1,
        "year": 2027,
        "quarter": 1,
        "viewpoint": "opd",
        "key": "z",
        "what": "mitra",
        "which": "asli",
        "code": "sinergi",
        "manual": "staf-opd",
        "family": "ksdpk",
        "regulation": "permendagri-22-2020",
        "track": "sinergi",
        "step": "isi",
        "kind": "kesepakatan_bersama",
        "action": "pindah",
        "item": 0,
        "act": 0,
        "number": 1,
        "bundle": 1,
        "meeting": meeting.pk,
        "duty": 1,
        "period": "2026-01-01",
        "uidb36": "x",
        "provider_id": "x",
        "token": "y",
        "secret": "z",
        "link": 1,
        "entry": 1,
    }

    def address(pattern) -> str:
        names = pattern.pattern.converters
        known = words | {
            "pk": numbers.get(
                pattern.name,
                Partner.objects.first().pk if pattern.name.startswith("mitra") else agreement.pk,
            )
        }
        if pattern.name == "penuhi":
            known["code"] = "draf_kesepakatan_bersama"
        return reverse(pattern.name, kwargs={name: known[name] for name in names})

    return {pattern.name: address(pattern) for pattern in patterns(get_resolver())}


def test_every_url_is_declared(addresses):
    assert set(addresses) == set(MAY_USE) | PUBLIC


def test_nobody_without_an_account_gets_in(addresses):
    for name in MAY_USE:
        assert Client().get(addresses[name]).url.startswith("/masuk/"), name


def is_let_in(user: User, address: str) -> bool:
    """Whether the door lets this person through; what lies behind it is not opened."""
    request = RequestFactory().get(address)
    request.user = user
    door = DefaultDenyMiddleware(lambda request: HttpResponse())
    try:
        return door.process_view(request, resolve(urlsplit(address).path).func, (), {}) is None
    except PermissionDenied:
        return False


def test_the_door_lets_every_role_through_as_declared(addresses, people):
    for user in people.values():
        (role,) = user.roles
        let_in = {name for name in MAY_USE if is_let_in(user, addresses[name])}
        assert let_in == {name for name, roles in MAY_USE.items() if role in roles}, role


@pytest.mark.timeout(300)
def test_every_url_answers_every_role_as_declared(addresses, people, signed_in, request):
    """Each URL is opened by two who may and one who may not, by turn; by all when all is asked."""
    thorough = request.config.getoption("--thorough")
    clients = {next(iter(user.roles)): signed_in(user) for user in people.values()}
    for turn, (name, roles) in enumerate(MAY_USE.items()):
        may = [role for role in clients if role in roles]
        others = [role for role in clients if role not in roles]
        asked = list(clients) if thorough else in_turn(may, turn, 2) + in_turn(others, turn, 1)
        for role in asked:
            answer = clients[role].get(addresses[name])
            status = answer.status_code
            assert "no-store" in answer["Cache-Control"], name
            assert (status == 403) == (role not in roles), (name, role, status)
            assert status < 500, (name, role)


def in_turn(roles: list[Role], turn: int, most: int) -> list[Role]:
    """So many of them, others at each turn."""
    begin = turn * most % len(roles) if roles else 0
    return (roles[begin:] + roles[:begin])[:most]


def test_no_role_may_act_where_it_is_not_its_turn(make_agreement, people):
    agreement = make_agreement(at="penyusunan_kb")
    for name, user in people.items():
        if name not in ("tkksd", "verifikator", "hukum"):
            with pytest.raises(rendering.Refused):
                rendering.order_document(agreement.pk, user, "kesepakatan_bersama")
