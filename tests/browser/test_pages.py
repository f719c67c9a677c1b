"""Every page, for everybody who may open it: no serious barrier (axe), nothing wider than a
telephone, no complaint of the browser.
"""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from agreements.workflow import meeting_requirements
from kerjasama.accounts.models import User
from kerjasama.signin import links
from tests.kept import kept

from . import world

EVERYBODY = (
    "/",
    "/cari/?q=contoh",
    "/kerja-sama/",
    "/kerja-sama/?status=berjalan&urut=-judul",
    "/dasbor/",
    "/dasbor/angka/",
    "/radar/",
    "/indikator/",
    "/mitra/",
    "/mitra/?q=contoh",
    "/alur/",
    "/alur/ksdd-wajib/",
    "/alur/ksdpk-daerah/?kerja-sama={submitted}",
    "/alur/uji/ksdpk/",
    "/bantuan/",
    "/bantuan/staf-opd/",
    "/kata-sandi/",
    "/keamanan/",
    "/keamanan/sesi/",
    "/tugas/",
    "/pengaturan/pemberitahuan/",
    "/kerja-sama/{done}/",
    "/kewajiban/",
    "/kewajiban/?status=terlambat",
    "/penandatanganan/",
    "/kerja-sama/{signing}/penandatanganan/",
    "/naskah-asli/",
    "/naskah-asli/?status=lewat",
    "/naskah-asli/{lent}/",
    "/kerja-sama/{done}/naskah-asli/",
    "/kerja-sama/{done}/segel/",
    "/kerja-sama/{done}/berkas/",
    "/kerja-sama/{done}/kewajiban/ksdpk-semester/{period}/",
    "/kerja-sama/{done}/surel-mitra/",
    "/kerja-sama/{done}/naskah-berlaku/",
    "/kerja-sama/{done}/perubahan/",
    "/kerja-sama/{done}/evaluasi/",
    "/kerja-sama/{done}/evaluasi/1/",
    "/kerja-sama/{done}/evaluasi/{open_evaluation}/",
    "/kerja-sama/{ending}/",
    "/alur/sinergi-adendum/",
    "/kerja-sama/{done}/rencana-kerja/",
    "/kerja-sama/{done}/rencana-kerja/{activity}/1/",
)
PAGES = {
    "staf": (
        *EVERYBODY,
        "/alur/ksdpk-daerah/uji-alur/",
        "/kerja-sama/{done}/rencana-kerja/ubah/",
        "/kerja-sama/{done}/rencana-kerja/?versi=1",
        "/kerja-sama/{done}/rencana-kerja/{activity}/2/",
        *(
            f"/kerja-sama/{{{look}}}/"
            for look in ("draft", "submitted", "drafting", "dprd", "returned", "waiting")
        ),
        *(
            f"/kerja-sama/{{submitted}}/ubah/{step}/"
            for step in ("pokok", "isi", "rencana", "naskah")
        ),
        "/kerja-sama/{done}/evaluasi/{open_evaluation}/opd/",
        "/kerja-sama/{unevaluated}/",
        "/kerja-sama/{draft}/ubah/pokok/",
        "/kerja-sama/{submitted}/surat/",
        "/kerja-sama/{studied}/rapat/{meeting}/",
        "/kerja-sama/{draft}/ubah/pokok/?mitra={partner}",
        "/kerja-sama/baru/",
        "/kerja-sama/baru/?tanya=ksdd",
        "/kerja-sama/baru/?tanya=jenis&jawab=aset",
        "/kerja-sama/baru/ksdpk-daerah/",
        "/kerja-sama/baru/ksdpk-pks/",
        "/kerja-sama/baru/?tanya=ksdpk-perubahan",
        "/kerja-sama/baru/ksdpk-adendum/?kerja-sama={done}",
        "/kerja-sama/{amending}/ubah/perubahan/",
        "/kerja-sama/{amending}/ubah/pasal/",
        "/kerja-sama/{ending}/ubah/perubahan/",
        "/mitra/baru/",
        "/mitra/{partner}/",
        "/mitra/{partner}/ubah/",
        "/alur/ksdpk-daerah/",
        "/pengaturan/",
        "/tidak-ada/",
    ),
    "kepala": (
        "/",
        "/tugas/",
        *(f"/kerja-sama/{{{look}}}/" for look in ("submitted", "returned")),
        "/kerja-sama/{studied}/segel/",
        "/dokumen/{kak}/tanda-tangan/",
    ),
    "verifikator": (
        "/",
        *(
            f"/kerja-sama/{{{look}}}/"
            for look in ("studied", "failed", "drafting", "dprd", "signing", "returned")
        ),
        "/kerja-sama/",
        "/kerja-sama/lama/",
        "/kerja-sama/{old}/",
        "/kerja-sama/{old}/naskah-lama/",
        "/impor/",
        *(f"/impor/{{{batch}}}/" for batch in ("imported", "checked", "handed_in", "refused")),
        "/alur/ksdpk-lama-pks/",
        "/alur/pemahaman/",
        "/kerja-sama/{studied}/rapat/",
        "/kerja-sama/{studied}/rapat/{meeting}/",
        "/kerja-sama/{drafting}/surat/",
        "/kerja-sama/{drafting}/redaksi/kesepakatan_bersama/",
        "/kerja-sama/{exchanged}/perbandingan/kesepakatan_bersama/?lama=1&baru=2",
        "/kerja-sama/{exchanged}/docx/kesepakatan_bersama/3/",
        "/kerja-sama/{signing}/surel-mitra/",
        "/dokumen/{for_partner}/surel-mitra/",
        "/kerja-sama/{extending}/redaksi/perpanjangan/",
        "/mitra/{partner}/gabung/",
        "/mitra/{partner}/gabung/?ke={other}",
        "/kerja-sama/{signing}/penandatanganan/",
        "/kerja-sama/{drafting}/penandatanganan/",
        "/kerja-sama/{signing}/penandatanganan/perjanjian_kerja_sama/",
        "/naskah-asli/{lent}/",
        "/naskah-asli/{missing}/",
        "/naskah-asli/sensus/",
        "/radar/?warna=semua",
        "/kerja-sama/{asleep}/radar/",
        "/kerja-sama/{asleep}/kewajiban-naskah/",
        "/kerja-sama/{done}/angka/",
        "/kerja-sama/{done}/angka/nilai/",
        "/kewajiban/?jenis=naskah&mitra={partner}",
        "/mitra/{owing}/",
        "/lembar-pimpinan/",
        "/laporan/",
        "/kerja-sama/{done}/rencana-kerja/{activity}/1/",
        "/laporan/rekap/?keluarga=ksdpk&tahun={year}&semester={semester}",
        "/nomor/",
        "/nomor/?kerja-sama={drafting}&seri={series}",
    ),
    "hukum": (
        "/pengaturan/klausul/",
        "/pengaturan/klausul/baru/",
        "/pengaturan/klausul/{clause}/",
        "/kerja-sama/{exchanged}/",
        "/kerja-sama/{exchanged}/naskah/kesepakatan_bersama/",
    ),
    "kabag": (
        *(f"/kerja-sama/{{{look}}}/" for look in ("drafting", "halted")),
        "/kerja-sama/{drafting}/versi/?versi=2020.1",
        "/pengaturan/",
        "/pengaturan/tenggat/",
        "/pengaturan/norma-setempat/",
        "/pengaturan/norma-setempat/ksdd-sukarela/",
        "/peraturan/",
        "/peraturan/permendagri-22-2020/pasal-12/",
        "/peraturan/uu-23-2014/pasal-1/",
        "/pengaturan/hari-libur/",
        "/pengaturan/pejabat/?semua&jabatan=sekda",
        "/pengaturan/pejabat/{official}/",
        "/pengaturan/atas-nama/",
        "/pengaturan/atas-nama/{delegation}/",
        "/pengaturan/seri/",
        "/pengaturan/seri/{series}/",
        "/pengaturan/hubungan-diplomatik/",
        "/kerja-sama/{done}/evaluasi/{open_evaluation}/bagian/",
        "/kerja-sama/{answered}/evaluasi/1/",
        "/pengaturan/kewajiban/",
        "/pengaturan/masa-berlaku/",
        "/kerja-sama/{done}/perubahan/",
        "/pengaturan/radar/",
        "/lembar-pimpinan/",
        "/pengaturan/arsip/",
        "/kerja-sama/{done}/kewajiban/ksdpk-semester/{period}/",
    ),
    "admin": (
        "/",
        "/pengaturan/",
        "/pengaturan/profil/",
        "/pengaturan/unit/",
        "/pengaturan/unit/{unit}/",
        "/pengaturan/pengguna/",
        "/pengaturan/pengguna/{user}/",
        "/pengaturan/pengguna/{user}/faktor/",
        "/pengaturan/pengguna/impor/",
        "/pengaturan/masuk/",
        "/pengaturan/faktor/",
        "/pengaturan/pengiriman/",
    ),
    "pimpinan": (*EVERYBODY, "/kerja-sama/{old}/naskah-lama/"),
}
REFUSED = {"/pengaturan/": 403, "/tidak-ada/": 404}


@pytest.fixture(scope="session")
def built():
    """The world of whichever test came first: its keys and all its rows."""
    return {}


@pytest.fixture
def keys(office, monkeypatch, settings, built):
    settings.BSRE_URL = "http://127.0.0.1:9"  # so that who may sign is offered it
    world.without_rendering(monkeypatch)
    if not built:
        built |= {"keys": world.build(), "rows": kept.read({})}
    kept.put(built["rows"])
    return built["keys"]


def look_at_all(driver, keys, name: str) -> None:
    with driver.as_user(name):
        for path in PAGES[name]:
            expected = REFUSED.get(path, 200) if name == "staf" else 200
            assert driver.go(path.format(**keys)).status == expected, path
            driver.inspect()


def test_no_page_bars_the_staff_of_an_opd(driver, keys):
    look_at_all(driver, keys, "staf")


def test_no_page_bars_the_others(driver, keys):
    for name in ("kepala", "verifikator", "hukum", "kabag", "admin", "pimpinan"):
        look_at_all(driver, keys, name)


def test_no_page_bars_a_visitor(driver):
    user = User.objects.get(username="staf")
    link = urlsplit(links.make_link(user)).path
    paths = (
        "/masuk/",
        "/lupa-sandi/",
        "/lupa-sandi/terkirim/",
        "/lupa-sandi/selesai/",
        "/lupa-sandi/x/y/",
        link,
    )
    for path in (*paths, "/tidak-ada/"):
        assert driver.go(path).status == (404 if path == "/tidak-ada/" else 200)
        driver.inspect()
    driver.go("account_login")
    driver.fill("Nama pengguna", "staf")
    driver.fill("Sandi", "salah")
    driver.press("Masuk")
    driver.see("yang benar")
    driver.inspect()


def test_the_first_run_bars_nobody(visitor):
    visitor.go("account_login")
    visitor.see("Selamat datang di Kerja Sama")
    visitor.inspect()


def test_refused_forms_bar_nobody(driver):
    with driver.as_user("staf"):
        driver.go("ajukan", "ksdpk-daerah")
        driver.press("Buat draf")
        driver.inspect()
        driver.go("mitra-baru")
        driver.press(
            "Simpan mitra",
            Nama="PT Contoh Mahakam Sejahteraa",
            Jenis="Badan usaha swasta berbadan hukum",
        )
        driver.see("Sudah ada mitra dengan nama mirip")
        driver.inspect()


def test_choosing_a_kind_brings_its_fields_and_keeps_what_was_typed(driver):
    with driver.as_user("staf"):
        driver.go("mitra-baru")
        driver.fill("Nama", "Pemerintah Kota Kitakyushu")
        driver.fill("Jenis", "Pemerintah daerah di luar negeri")
        driver.fill("Negara", "Jepang")
        driver.fill("Tingkat pemerintahan", "Setingkat kabupaten/kota")
        driver.fill("Nama dalam aksara aslinya", "北九州市")
        driver.inspect()
        driver.fill("Jenis", "Lembaga nonprofit berbadan hukum di luar negeri")
        driver.see("Izin organisasi kemasyarakatan asing")
        driver.fill("Jenis", "Pemerintah daerah di luar negeri")
        expect(driver.page.get_by_label("Nomor Izin Prinsip")).to_have_count(0)
        driver.press("Simpan mitra")
        driver.see("北九州市")
        driver.see("Pemerintah daerah di luar negeri, Jepang")


def test_what_was_typed_too_late_is_shown_and_bars_nobody(driver, keys):
    case, head = keys["submitted"], world.person("kepala")
    with driver.as_user("kepala"):
        driver.go("kerja-sama", case)
        meeting_requirements.meet_requirement(case, head, "kepala_opd", "persiapan")
        driver.press("Setujui: Persetujuan kepala OPD", Keterangan="Sesuai kebutuhan dinas.")
        driver.see(
            "Persyaratan ini sudah dipenuhi.",
            "Isian Anda yang belum tersimpan",
            "Sesuai kebutuhan dinas.",
        )
        driver.inspect()
        # What was refused is kept by nobody but this page; whoever signs out is asked first.
        driver.page.once("dialog", lambda asked: asked.accept())
