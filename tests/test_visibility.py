"""Every address of a case: found by whom it concerns, and by nobody of another OPD. A negative
never stands without its positive.
"""

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import caches
from django.db import transaction
from django.test import Client, override_settings
from django.urls import get_resolver, reverse

from agreements.documents import rendering, store
from kerjasama.accounts.models import Role, User

from .kept import kept
from .test_access import MAY_USE, PUBLIC, patterns
from .world import KB, TODAY, World, build

# Addresses with a part to fill in that belong to no case, or to a partner, whom everybody sees.
OF_NO_CASE = {
    *(
        "ajukan",
        "alur-rinci",
        "paraf-surat-jenis",
        "atas-nama-rinci",
        "berkas-lembar-pimpinan",
        "data-pengguna",
        "berkas-rekap",
        "tkksd-keputusan",
        "tkksd-berkas",
        "tkksd-tarik",
        "tkksd-laporan",
        "tkksd-laporan-pdf",
        "tkksd-laporan-berkas",
        "tkksd-catatan-berkas",
        "tkksd-catatan-tarik",
        "calon-naskah-lama",
        "contoh-naskah",
        "isian",
        "isian-buang",
    ),
    *(
        "klausul",
        "mitra-gabung",
        "mitra-rinci",
        "mitra-ubah",
        "mitra-dokumen",
        "mitra-dokumen-berkas",
        "mitra-dokumen-tarik",
        "mitra-putus-usulan",
        "nomor-batal",
        "nomor-pakai",
        "norma-setempat-jalur",
        "pasal",
        "pejabat-gabung",
        "pejabat-rinci",
        "pengguna-gabung",
    ),
    *(
        "pengguna-rinci",
        "minta-faktor",
        "mfa_remove_webauthn",
        "sso-putus",
        "seri-rinci",
        "data-pengguna",
        "masa-simpan-jenis",
        "serah-tugas-orang",
        "surat-peran",
        "surat-pejabat",
        "surat-penunjukan",
        "serah-tugas-rinci",
        "serah-tugas-berkas",
        "serah-tugas-ulang",
        "surel-rinci",
        "tugas-buka",
        "ulangi-pengiriman",
        "unit-gabung",
        "unit-nama",
        "unit-nama-hapus",
    ),
    *(
        "unit-rinci",
        "impor-rinci",
        "impor-periksa",
        "impor-ulang",
        "impor-kolom",
        "impor-lewati",
        "impor-jalankan",
        "impor-batal",
    ),
    *("impor-berkas", "baca", "hapus-tampilan", "panduan", "uji-pemahaman"),
    # Of a year, or fixed by a Keputusan, which everybody reads.
    *("pemetaan-tahun", "pemetaan-nihil", "pemetaan-usulkan", "pemetaan-keputusan"),
    *("pemetaan-atur", "pemetaan-koordinasi", "pemetaan-tetapkan", "pemetaan-koreksi"),
    *("pemetaan-cetak", "pemetaan-berkas", "pemetaan-batal"),
    *("pemetaan-impor", "pemetaan-impor-templat"),
    *("uji-alur", "uji-alur-langkah", "uji-alur-mundur", "uji-alur-hapus"),
}
HALF = "2026-01-01"
# What a form must name so that there is something to find.
SENT = {
    "berkas-lengkap": {"bentuk": "zip"},
    "langkah-perselisihan": {"langkah": "musyawarah"},
}


def addresses(world: World) -> dict[str, tuple]:
    """The name of every address of a case, with what fills it in."""
    drafted, signed, halted, recorded, keys = (
        world.running.pk,
        world.signed.pk,
        world.halted.pk,
        world.recorded.pk,
        world.keys,
    )
    here = (
        "kerja-sama",
        "keadaan-kerja-sama",
        "putuskan",
        "dokumen-berkas",
        "calon-mitra",
        "catatan",
        "pengecualian",
        "tugaskan",
        "teruskan",
        "kembalikan",
        "tolak",
        "tarik",
        "tangguhkan",
    )
    more = (
        "salin",
        "buka-kembali",
        "versi",
        "tanggapan",
        "surel-mitra",
        "tautan-mitra",
        "beri-tautan-mitra",
        "pihak",
        "pihak-tambah",
        "pembayaran-pihak",
        "banding-calon",
        "pilih-calon",
        "rapat",
        "surat-pendukung",
        "segel",
        "naskah-asli-berkas",
    )
    lives = (
        "perubahan",
        "putuskan-masa-berlaku",
        "sarankan-masa-berlaku",
        "naskah-berlaku",
        "berkas-lengkap",
        "radar-berkas",
    )
    ends = (
        "surat-radar",
        "koreksi-angka",
        "kewajiban-naskah",
        "perselisihan",
        "rencana-kerja",
        "ubah-rencana",
        "evaluasi",
        "penandatanganan-berkas",
    )
    of_drafted = {name: (drafted,) for name in (*here, *more)}
    of_signed = {name: (signed,) for name in (*lives, *ends)}
    naskah = (
        "redaksi",
        "blok-redaksi",
        "hadir-redaksi",
        "naskah-luar",
        "unggah-naskah-luar",
        "tandai-naskah-luar",
        "naskah-luar-pasal",
        "susun-di-sini",
        "susunan-naskah",
        "perbandingan",
        "catatan-naskah",
        "naskah-dibaca",
        "kirim-docx",
        "terima-docx",
        "buat-dokumen",
    )
    event = (
        "atur-penandatanganan",
        "status-penandatanganan",
        "periksa-rangkap",
        "hari-pihak",
        "susunan-acara",
        "kalender-penandatanganan",
    )
    report = ("tulis-laporan", "nilai-laporan")
    return (
        of_drafted
        | of_signed
        | {name: (drafted, KB) for name in naskah}
        | {name: (signed, KB) for name in event}
        | {name: (signed, "ksdpk-semester", HALF) for name in report}
        | {
            "lanjutkan": (halted,),
            "naskah-lama-rinci": (recorded,),
            "naskah-lama-batal": (recorded,),
            "naskah-lama-pasal": (recorded,),
            "catat-peristiwa": (signed,),
            "penuhi-bersama": (drafted,),
            "kalimat-jangka-waktu": (world.begun.pk, "isi"),
            "ubah": (world.begun.pk, "isi"),
            "penuhi": (drafted, "bahas_kesepakatan_bersama"),
            "jawab-catatan": (drafted, KB, keys["catatan naskah"]),
            "selesaikan-catatan": (drafted, KB, keys["catatan naskah"]),
            "ubah-tautan-mitra": (drafted, keys["tautan"], "cabut"),
            "putus-isian-mitra": (drafted, keys["isian"], "tolak"),
            "pihak-ubah": (drafted, keys["pihak"], "ambil"),
            "penanda-tangan": (drafted, keys["pihak"], KB),
            "hapus-pembayaran": (drafted, keys["pembayaran"]),
            "hapus-calon": (drafted, keys["calon"]),
            "kerja-sama-wajib": (halted,),
            "tarik-wajib": (halted, keys["wajib"]),
            "berkas-wajib": (keys["wajib"],),
            "langkah-perselisihan": (signed, keys["perselisihan"]),
            "tarik-perselisihan": (signed, keys["perselisihan"]),
            "berkas-perselisihan": (keys["langkah"],),
            "putus-docx": (drafted, KB, keys["docx"]),
            "perbaikan": (drafted, keys["perbaikan"]),
            "rapat-rinci": (drafted, keys["rapat"]),
            "buat-surat": (drafted, "tanda_terima"),
            "batalkan": (drafted, 1),
            "koreksi": (signed, keys["catatan"]),
            "putus-koreksi": (signed, keys["usulan"], "setujui"),
            "unduh-berkas-lengkap": (signed, keys["himpunan"]),
            "koreksi-angka-rinci": (signed, f"indikator-{keys['indikator']}"),
            "akhiri-kewajiban-naskah": (signed, keys["kewajiban"]),
            "pihak-kewajiban-naskah": (signed, keys["kewajiban"]),
            "penuhi-kewajiban": (signed, "ksdpk-berjenjang", HALF),
            "bebaskan-kewajiban": (signed, "ksdpk-berjenjang", HALF),
            "capaian": (signed, keys["kegiatan"], 2),
            "nilai-capaian": (signed, keys["kegiatan"], 2),
            "evaluasi-rinci": (signed, 1),
            "isi-evaluasi": (signed, 1, "opd"),
            "simpulkan-evaluasi": (signed, 1),
            "kembalikan-evaluasi": (signed, 1, "tkksd"),
            "lembar-evaluasi": (signed, 1),
            **{
                name: (keys["konsep"],)
                for name in (
                    "surat",
                    "surat-pratinjau",
                    "surat-ubah",
                    "surat-baku",
                    "surat-nomor",
                    "surat-kirim",
                    "surat-batal",
                    "surat-paraf",
                    "surat-tanda-tangan",
                    "surat-tanda-tangan-basah",
                    "surat-ulang",
                    "surat-blok",
                    "surat-tarik-tanda",
                )
            },
            "surat-masuk-rinci": (keys["surat masuk"],),
            "surat-masuk-berkas": (keys["surat masuk"],),
            "surat-berkas": (keys["surat bebas"],),
            "surat-bertanda-tangan": (keys["surat bebas"],),
            "dokumen": (keys["naskah"],),
            "keadaan-dokumen": (keys["naskah"],),
            "halaman-dokumen": (keys["naskah"], 1),
            "bertanda-tangan": (keys["naskah"],),
            "tanda-tangan": (keys["kak"],),
            "tanda-tangan-basah": (keys["kak"],),
            "tanda-tangan-basah-tarik": (keys["surat"],),
            "perbarui-dokumen": (keys["naskah"],),
            "ulangi-dokumen": (keys["naskah"],),
            "tulis-surel-mitra": (keys["surat"],),
            "ulangi-surel-mitra": (keys["surel"],),
            "berkas": (keys["berkas"],),
            "berkas-capaian": (keys["capaian"],),
            "berkas-lampiran": (keys["lampiran"],),
            "berkas-kewajiban": (keys["pemenuhan"],),
            "berkas-usulan-koreksi": (keys["usulan"],),
            "hapus-isi": ("catatan", keys["berkas"]),
            "pemetaan-butir": (keys["butir"],),
            "pemetaan-ubah": (keys["butir"],),
            "pemetaan-langkah": (keys["butir"], "kirim"),
            "pemetaan-ajukan": (keys["butir-tetap"], "ksdpk-daerah"),
            "naskah-asli-rinci": (keys["asli"],),
            "catat-naskah-asli": (keys["asli"], "kembali"),
            "coret-naskah-asli": (keys["asli"], keys["pindah"]),
            "serah-terima": (keys["asli"], keys["pindah"]),
        }
    )


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world, made once for all modules that stand on it, and gone after each."""
    files = tmp_path_factory.mktemp("berkas")
    with django_db_blocker.unblock(), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch, override_settings(MEDIA_ROOT=files):
            patch.setattr(
                rendering, "to_pdf", lambda paper: b"%PDF-1.7 " + rendering.to_html(paper).encode()
            )
            made = kept.for_a_module("world", lambda: build(files))
        made.files = files
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def world(built, db, settings):
    """The world on its day, as it was made: what a test does to it is undone."""
    settings.MEDIA_ROOT = built.files
    settings.BSRE_URL, settings.BSRE_USER, settings.BSRE_PASSWORD = (
        "http://127.0.0.1:1",
        "esign",
        "pintu",
    )
    with time_machine.travel(TODAY, tick=True):
        yield built


@pytest.fixture
def client_of():
    clients: dict[int, Client] = {}

    def signed_in(user: User) -> Client:
        if user.pk not in clients:
            clients[user.pk] = Client()
            clients[user.pk].force_login(user)
        return clients[user.pk]

    return signed_in


def status_of(ask, name: str, *filled) -> int:
    """How an address answers, with nothing left of what it did."""
    caches["local"].clear()
    with transaction.atomic():
        status = ask(reverse(name, args=filled), SENT.get(name)).status_code
        transaction.set_rollback(True)
    return status


def whom_it_concerns(world: World, name: str) -> User:
    """The first who may use it: those of the OPD of the case before the others."""
    by_role = {
        role: user
        for user in world.people.values()
        if user.username not in ("lain", "kepala-lain")
        for role in user.roles
    }
    own = (Role.OPD, Role.OPD_HEAD, Role.VERIFIER, Role.SECTION_HEAD, Role.SEKDA, Role.LEGAL)
    # The letter of the world is the Bupati's, whose signature the Bagian alone records.
    apart = {
        "tanda-tangan": (Role.OPD_HEAD,),
        "tanda-tangan-basah-tarik": (Role.VERIFIER,),
    }
    first = apart.get(name, own)
    return by_role[next(role for role in first if role in MAY_USE[name])]


def test_every_address_with_a_part_to_fill_in_is_of_a_case_of_the_world_or_of_no_case(world):
    asked = {pattern.name for pattern in patterns(get_resolver()) if pattern.pattern.converters}
    assert asked - PUBLIC - OF_NO_CASE == set(addresses(world))


def test_whom_a_case_concerns_finds_every_address_of_it(world, client_of):
    for name, filled in addresses(world).items():
        client = client_of(whom_it_concerns(world, name))
        assert status_of(client.get, name, *filled) in (200, 302), name
        assert status_of(client.post, name, *filled) in (200, 302, 405, 409, 422), name


def test_another_opd_finds_no_address_of_it(world, client_of):
    client = client_of(world.people["lain"])
    assert client.get(reverse("kerja-sama", args=[world.theirs.pk])).status_code == 200
    for name, filled in addresses(world).items():
        expected = 404 if {Role.OPD, Role.OPD_HEAD} & MAY_USE[name] else 403
        for ask in (client.get, client.post):
            assert status_of(ask, name, *filled) == expected, name


# Rows of another OPD asked for below a case of one's own: the address, what stands before the row,
# and the key of the row.
BELOW = (
    ("rapat-rinci", (), "rapat", ()),
    ("putus-docx", (KB,), "docx", ()),
    ("unduh-berkas-lengkap", (), "himpunan", ()),
    ("koreksi", (), "catatan", ()),
    ("putus-koreksi", (), "usulan", ("setujui",)),
    ("capaian", (), "kegiatan", (2,)),
    ("nilai-capaian", (), "kegiatan", (2,)),
    ("akhiri-kewajiban-naskah", (), "kewajiban", ()),
    ("pihak-kewajiban-naskah", (), "kewajiban", ()),
    ("langkah-perselisihan", (), "perselisihan", ()),
    ("tarik-perselisihan", (), "perselisihan", ()),
    ("penanda-tangan", (), "pihak", (KB,)),
    ("ubah-tautan-mitra", (), "tautan", ("cabut",)),
    ("putus-isian-mitra", (), "isian", ("tolak",)),
    ("hapus-pembayaran", (), "pembayaran", ()),
    ("hapus-calon", (), "calon", ()),
)
ONLY_SENT = (
    *("putus-koreksi", "nilai-capaian", "akhiri-kewajiban-naskah", "langkah-perselisihan"),
    *("hapus-calon", "tarik-perselisihan", "pihak-kewajiban-naskah", "hapus-pembayaran"),
    *("ubah-tautan-mitra", "putus-isian-mitra"),
)


def test_what_is_of_another_case_is_not_found_below_ones_own(world, client_of):
    for name, before, key, after in BELOW:
        client = client_of(
            world.people["lain"] if Role.OPD in MAY_USE[name] else whom_it_concerns(world, name)
        )
        below = (world.theirs.pk, *before, world.keys[key], *after)
        assert status_of(client.post, name, *below) == 404, name
        # What is only sent leads a reader to the page above it.
        assert status_of(client.get, name, *below) == (302 if name in ONLY_SENT else 404), name
    other = client_of(world.people["lain"])
    assert (
        status_of(
            other.get,
            "koreksi-angka-rinci",
            world.theirs.pk,
            f"indikator-{world.their_keys['indikator']}",
        )
        == 200
    )
    for what in (
        f"indikator-{world.keys['indikator']}",
        f"capaian-{world.keys['laporan']}-{world.keys['indikator']}",
    ):
        assert status_of(other.get, "koreksi-angka-rinci", world.theirs.pk, what) == 404


@pytest.mark.parametrize("name, key", [("coret-naskah-asli", "pindah"), ("serah-terima", "pindah")])
def test_the_way_of_another_original_is_not_found_below_this_one(world, client_of, name, key):
    office = client_of(world.people["verifikator"])
    assert status_of(office.post, name, world.keys["asli"], world.keys[key]) in (302, 422)
    assert status_of(office.post, name, world.keys["asli"], world.their_keys[key]) == 404


def test_an_act_names_only_what_is_of_its_own_case(world, client_of):
    """Where the address goes on to an act, the act refuses, and nothing has happened."""
    other = client_of(world.people["lain"])
    other.post(reverse("perbaikan", args=[world.theirs.pk, world.keys["perbaikan"]]))
    assert world.running.corrections.get().resolved_at is None
    act, before = world.running.undoable_acts.last(), world.running.events.count()
    other.post(reverse("batalkan", args=[world.theirs.pk, act.pk]))
    assert world.running.events.count() == before
    other.post(
        reverse("buat-surat", args=[world.theirs.pk, "undangan_rapat"]),
        {"rapat": world.keys["rapat"]},
    )
    assert not world.theirs.documents.filter(kind="undangan_rapat").exists()


FILES = (
    "berkas",
    "berkas-capaian",
    "berkas-lampiran",
    "berkas-kewajiban",
    "berkas-usulan-koreksi",
    "dokumen",
    "bertanda-tangan",
    "unduh-berkas-lengkap",
)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_sent_whole_to_its_opd_and_to_no_other(world, client_of, name):
    address = reverse(name, args=addresses(world)[name])
    answer = client_of(world.people["staf"]).get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert (
        answer.status_code == 200 and store.path_of(store.digest_of(content)).exists()
    )  # the bytes that are kept, no others
    assert client_of(world.people["lain"]).get(address).status_code == 404


LISTS = (
    *(
        "/kerja-sama/",
        "/kewajiban/?status=selesai",
        "/laporan/?status=diterima",
        "/radar/?warna=semua",
        "/penandatanganan/",
        "/naskah-asli/",
    ),
    *("/indikator/", "/dasbor/angka/", "/tugas/"),
)
OURS, THEIRS = "alert(title)", "Kerja sama dinas lain"


@pytest.mark.parametrize("address", LISTS)
def test_a_list_shows_each_opd_its_own_cases_alone(world, client_of, address):
    ours, theirs, both = (
        client_of(world.people[who]).get(address).content.decode()
        for who in ("staf", "lain", "verifikator")
    )
    assert OURS in ours and THEIRS not in ours
    assert THEIRS in theirs and OURS not in theirs
    assert OURS in both and THEIRS in both


@pytest.mark.parametrize(
    "address", [place for place in LISTS if "dasbor" not in place and "tugas" not in place]
)
def test_what_is_downloaded_of_a_list_holds_the_same_cases(world, client_of, address):
    download = address + ("&" if "?" in address else "?") + "unduh=csv"
    ours, theirs = (client_of(world.people[who]).get(download) for who in ("staf", "lain"))
    ours, theirs = (b"".join(answer).decode("utf-8-sig") for answer in (ours, theirs))
    assert OURS in ours and THEIRS not in ours
    assert THEIRS in theirs and OURS not in theirs


RAW, ESCAPED = re.compile(r"<script>alert\("), re.compile(r"&lt;script&gt;alert\(([^)]*)\)")
# Where it is typed that a page or a paper must show; what is not listed is shown by none of them.
TYPED = {
    *(
        "title",
        "latar_belakang",
        "maksud_tujuan",
        "objek",
        "lokasi",
        "ruang_lingkup",
        "manfaat",
        "analisis_dampak",
        "pembiayaan",
    ),
    *(
        "program",
        "alamat",
        "pimpinan",
        "jabatan",
        "narahubung",
        "catatan",
        "butir",
        "berkas",
        "acara",
        "pelaku",
        "tamu",
        "jabatan tamu",
    ),
    *(
        "tempat",
        "catatan acara",
        "tempat rapat",
        "agenda",
        "undangan",
        "hasil",
        "peserta",
        "jabatan peserta",
        "instansi",
        "redaksi",
        "diskusi",
        "catatan naskah",
        "pengisi",
        "isian mitra",
    ),
    *(
        "docx",
        "mitra",
        "perihal",
        "isi surel",
        "pengembalian",
        "perbaikan",
        "penangguhan",
        "judul lama",
        "nomor lama",
        "nomor mitra",
    ),
    *(
        "rak",
        "mitra lama",
        "kegiatan",
        "keluaran",
        "lokasi kegiatan",
        "peran",
        "barang",
        "alasan rencana",
        "capaian",
        "kendala",
    ),
    *(
        "laporan",
        "kewajiban",
        "pasal",
        "nilai",
        "saran",
        "peminjam",
        "kantor",
        "keperluan",
        "alasan koreksi",
        "register",
        "singkatan",
    ),
    "dasar",
}


def pages(world: World, client_of) -> Iterator[tuple]:
    """Every page that tells of the world, by its address."""
    people = world.people
    for name, filled in addresses(world).items():
        yield (
            name,
            client_of(whom_it_concerns(world, name)).get(reverse(name, args=filled), follow=True),
        )
    for case in (world.begun, world.running, world.signed, world.halted, world.recorded):
        for who in ("staf", "verifikator", "kabag"):
            yield (
                f"{case.pk} {who}",
                client_of(people[who]).get(reverse("kerja-sama", args=[case.pk])),
            )
    for address in LISTS:
        yield address, client_of(people["verifikator"]).get(address)
    house = {
        "unit-nama": "unit",
        "pengguna-rinci": "pengguna",
        "pejabat-rinci": "pejabat",
        "atas-nama-rinci": "kuasa",
        "impor-rinci": "impor",
    }
    for name, key in house.items():
        who = "verifikator" if name == "impor-rinci" else "admin"
        yield name, client_of(people[who]).get(reverse(name, args=[world.keys[key]]))
    for name in ("unit", "pejabat", "atas-nama", "mitra", "nomor"):
        yield name, client_of(people["admin"]).get(reverse(name))
    yield (
        "mitra-rinci",
        client_of(people["staf"]).get(reverse("mitra-rinci", args=[world.signed.partner_id])),
    )


def test_no_text_that_somebody_typed_runs_as_a_script(world, client_of):
    seen: set[str] = set()
    for name, answer in pages(world, client_of):
        if answer.get("Content-Type", "").startswith("text/html"):
            page = answer.content.decode()
            assert not RAW.search(page), name
            seen |= set(ESCAPED.findall(page))
    papers = [
        paper
        for case in (world.running, world.signed)
        for paper in case.documents.exclude(sha256="")
    ]
    for paper in papers:
        text = store.read_stored(paper.sha256).decode()
        assert not RAW.search(text), paper.kind
        seen |= set(ESCAPED.findall(text))
    assert len(papers) > 9 and TYPED - seen == set()
