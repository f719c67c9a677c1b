"""Who may do what with a case: every act of the engine tried by every role, of the OPD of the case
and of another.
"""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.documents import rendering, store
from agreements.models import Agreement
from agreements.workflow import correcting, engine, meeting_requirements, reopening, undoing
from agreements.workflow.guarding import Refused
from kerjasama.accounts.models import Unit, User

from .conftest import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("blank_papers")]
KB = "kesepakatan_bersama"
PEOPLE = (
    "staf",
    "kepala",
    "verifikator",
    "kabag",
    "tkksd",
    "hukum",
    "sekda",
    "bupati",
    "pimpinan",
    "admin",
    "staf lain",
    "kepala lain",
)
# A cross for everybody whose act is done; all others are refused, and nothing has happened. The
# last two are of another OPD.
TABLE = """
                                            staf  kepl  verf  kabag tkksd hukum sekda bupt  pimp  admin staf' kepl'
mengubah isi                                x     .     .     .     .     .     .     .     .     .     .     .
mengunggah studi kelayakan                  x     .     .     .     .     .     .     .     .     .     .     .
membuat KAK                                 x     .     .     .     .     .     .     .     .     .     .     .
mengajukan                                  x     .     .     .     .     .     .     .     .     .     .     .
menyetujui sebagai kepala OPD               .     x     .     .     .     .     .     .     .     .     .     .
menyatakan lengkap                          .     .     x     .     .     .     .     .     .     .     .     .
mengembalikan pada persiapan                .     x     x     x     x     .     .     .     .     .     .     .
menandai perbaikan selesai                  x     .     .     .     .     .     .     .     .     .     .     .
membatalkan tindakan TKKSD                  .     .     .     .     x     .     .     .     .     .     .     .
mencatat hasil pengkajian TKKSD             .     .     x     .     x     .     .     .     .     .     .     .
mengoreksi pada tahap berjalan              .     .     x     .     x     .     .     .     .     .     .     .
menolak                                     .     .     .     x     .     .     x     .     .     .     .     .
menarik                                     x     x     .     .     .     .     .     .     .     .     .     .
menangguhkan                                .     .     .     x     .     .     x     .     .     .     .     .
melanjutkan yang ditangguhkan               .     .     .     x     .     .     x     .     .     .     .     .
membuka kembali yang ditolak                .     .     .     x     .     .     .     .     .     .     .     .
membuka kembali yang ditarik                x     x     .     x     .     .     .     .     .     .     .     .
menangguhkan yang ditarik                   .     .     .     .     .     .     .     .     .     .     .     .
mengganti versi alur                        .     .     .     x     .     .     .     .     .     .     .     .
membuat berita acara TKKSD                  .     .     x     .     .     .     .     .     .     .     .     .
mengoreksi pada tahap yang lewat            .     .     x     .     .     .     .     .     .     .     .     .
membuat surat penawaran                     .     .     x     .     .     .     .     .     .     .     .     .
mencatat penawaran diterima                 .     .     x     .     .     .     .     x     .     .     .     .
mengembalikan pada penawaran                .     .     x     x     x     .     .     x     .     .     .     .
mencatat tanggapan mitra                    .     .     x     .     .     .     .     .     .     .     .     .
membuat rancangan KB                        .     .     x     .     x     x     .     .     .     .     .     .
mengubah redaksi                            x     .     x     .     .     x     .     .     .     .     .     .
mencatat pembahasan                         .     .     x     .     x     .     .     .     .     .     .     .
menelaah sebagai Bagian Hukum               .     .     .     .     .     x     .     .     .     .     .     .
memaraf rancangan                           .     .     .     x     .     .     .     .     .     .     .     .
mengembalikan pada penyusunan               .     .     x     x     x     x     x     .     .     .     .     .
memberi rekomendasi                         .     .     .     .     .     .     x     .     .     .     .     .
membuat naskah KB                           .     .     x     .     .     .     .     .     .     .     .     .
mencatat penandatanganan                    .     .     x     .     .     .     .     x     .     .     .     .
mengunggah pindaian                         .     .     x     .     .     .     .     .     .     .     .     .
mengusulkan koreksi sesudah ditandatangani  .     .     x     x     .     .     .     .     .     .     .     .
menyetujui koreksi dari verifikator         .     .     .     x     .     .     .     .     .     .     .     .
menyetujui koreksi dari Kepala Bagian       .     .     x     .     .     .     x     .     .     .     .     .
menolak sesudah KB ditandatangani           .     .     .     x     .     .     x     .     .     .     .     .
menarik sesudah KB ditandatangani           .     .     .     .     .     .     .     .     .     .     .     .
"""
Act = Callable[[Agreement, User], object]


@pytest.fixture
def everybody(people) -> dict[str, User]:
    unit = Unit.objects.create(name="Dinas Kesehatan", address="Jalan Lain Nomor 4")
    return people | {
        "staf lain": somebody("staf lain", unit, "OPD"),
        "kepala lain": somebody("kepala lain", unit, "OPD_HEAD"),
    }


def who_may(case: Agreement, act: Act, everybody: dict[str, User]) -> str:
    """The row of one act: it is tried by each and undone."""
    marks = []
    for name in PEOPLE:
        before = case.events.count()
        with transaction.atomic():
            try:
                act(Agreement.objects.get(pk=case.pk), User.objects.get(pk=everybody[name].pk))
                marks.append("x")
            except Refused:
                assert case.events.count() == before, name
                marks.append(".")
            transaction.set_rollback(True)
    return "".join(f"{mark:<6}" for mark in marks)


def meets(code: str, **said) -> Act:
    def act(case: Agreement, user: User):
        need = next(need for need in case.stage.requirements if need.code == code)
        told = (
            {"outcome": need.outcomes[0], "decided_on": timezone.localdate()}
            if need.outcomes
            else {}
        )
        file = (
            {"sha256": store.store_bytes(b"%PDF-1.7"), "file_name": "a.pdf"}
            if need.kind == "unggahan"
            else {}
        )
        return meeting_requirements.meet_requirement(
            case.pk, user, code, case.stage_code, **told | file | said
        )

    return act


def orders(kind: str) -> Act:
    return lambda case, user: rendering.order_document(case.pk, user, kind)


def halts(state: str) -> Act:
    return lambda case, user: engine.halt_case(
        case.pk, user, case.stage_code, state, "Alasan contoh."
    )


def reopens(case: Agreement, user: User):
    return reopening.reopen_case(case.pk, user, "Alasan contoh.")


def edits(case: Agreement, user: User):
    def change(case: Agreement) -> None:
        case.manfaat = "Manfaat baru."
        case.save()

    return engine.edit_content(case.pk, user, {"manfaat"}, change, case.content_hash)


def words(case: Agreement, user: User):
    return engine.set_wording(case.pk, user, KB, {"lain_lain": "Teks lain."}, case.content_hash)


def sends_back(case: Agreement, user: User):
    return engine.send_case_back(
        case.pk, user, case.stage_code, case.stage_code, "Alasan contoh.", []
    )


def resolves(case: Agreement, user: User):
    return engine.resolve_correction(case.pk, user, case.corrections.get().pk)


def corrects(code: str) -> Act:
    return lambda case, user: correcting.correct_record(
        case.evidence.get(requirement_code=code, void=False).pk, user, "Salah ketik.", number="9/X"
    )


def confirms(case: Agreement, user: User):
    """Asked at its address, which answers everybody alike; what counts is whether it took effect."""
    proposal, client = case.proposed_corrections.get(), Client()
    client.force_login(user)
    client.post(reverse("putus-koreksi", args=[case.pk, proposal.pk, "setujui"]))
    if case.evidence.filter(pk=proposal.evidence_id, void=False).exists():
        raise Refused("tidak disetujui")


def undoes(case: Agreement, user: User):
    return undoing.undo_act(case.pk, user, case.undoable_acts.latest("pk").pk)


def changes_version(case: Agreement, user: User):
    return engine.change_track_version(case.pk, user, case.track_version)


class Walk:
    """One case from its proposal to its end, and who may do each act on the way."""

    def __init__(self, case: Agreement, everybody: dict[str, User]):
        self.case, self.everybody, self.rows = case, everybody, []

    def may(self, label: str, act: Act, by: str = "") -> None:
        """Write down who may; then let it be done by one of them, where the walk needs it."""
        self.rows.append(f"{label:<44}{who_may(self.case, act, self.everybody)}".rstrip())
        if by:
            self.do(act, by)

    def do(self, act: Act, by: str) -> None:
        self.case = Agreement.objects.get(pk=self.case.pk)
        made = act(self.case, self.everybody[by])
        if isinstance(made, rendering.Document):
            rendering.render_queued_document(made.pk)
        self.case = Agreement.objects.get(pk=self.case.pk)

    def after(self, act: Act, by: str, label: str, then: Act) -> None:
        """Who may do something once somebody has done another, which is undone again."""
        with transaction.atomic():
            self.do(act, by)
            self.may(label, then)
            transaction.set_rollback(True)
        self.case = Agreement.objects.get(pk=self.case.pk)


def rows_of(walk: Walk) -> Iterator[str]:
    prepare(walk)
    offer_and_draft(walk)
    sign_and_correct(walk)
    yield from walk.rows


def prepare(walk: Walk) -> None:
    walk.may("mengubah isi", edits)
    walk.may("mengunggah studi kelayakan", meets("studi_kelayakan"), "staf")
    walk.do(meets("daftar_rencana"), "staf")
    walk.may("membuat KAK", orders("kak"), "staf")
    walk.may("mengajukan", meets("ajukan"), "staf")
    walk.may("menyetujui sebagai kepala OPD", meets("kepala_opd"), "kepala")
    walk.may("menyatakan lengkap", meets("verifikasi"), "verifikator")
    walk.may("mengembalikan pada persiapan", sends_back)
    walk.after(sends_back, "verifikator", "menandai perbaikan selesai", resolves)
    walk.after(
        meets("telaahan_tkksd", outcome="layak"), "tkksd", "membatalkan tindakan TKKSD", undoes
    )
    walk.may("mencatat hasil pengkajian TKKSD", meets("telaahan_tkksd"), "verifikator")
    walk.may("mengoreksi pada tahap berjalan", corrects("telaahan_tkksd"))
    walk.may("menolak", halts("ditolak"))
    walk.may("menarik", halts("ditarik"))
    walk.may("menangguhkan", halts("ditangguhkan"))
    walk.after(
        halts("ditangguhkan"),
        "kabag",
        "melanjutkan yang ditangguhkan",
        lambda case, user: engine.resume_case(case.pk, user),
    )
    walk.after(halts("ditolak"), "kabag", "membuka kembali yang ditolak", reopens)
    walk.after(halts("ditarik"), "staf", "membuka kembali yang ditarik", reopens)
    walk.after(halts("ditarik"), "staf", "menangguhkan yang ditarik", halts("ditangguhkan"))
    walk.may("mengganti versi alur", changes_version)
    walk.may("membuat berita acara TKKSD", orders("ba_tkksd"), "verifikator")


def offer_and_draft(walk: Walk) -> None:
    walk.may("mengoreksi pada tahap yang lewat", corrects("telaahan_tkksd"))
    walk.may("membuat surat penawaran", orders("penawaran"), "verifikator")
    walk.may("mencatat penawaran diterima", meets("penawaran_diterima"), "verifikator")
    walk.may("mengembalikan pada penawaran", sends_back)
    walk.may("mencatat tanggapan mitra", meets("tanggapan"), "verifikator")
    walk.may("membuat rancangan KB", orders(KB), "verifikator")
    walk.may("mengubah redaksi", words)
    walk.may("mencatat pembahasan", meets(f"bahas_{KB}"), "verifikator")
    walk.may("menelaah sebagai Bagian Hukum", meets(f"hukum_{KB}"), "hukum")
    walk.may("memaraf rancangan", meets(f"kabag_{KB}"), "kabag")
    walk.may("mengembalikan pada penyusunan", sends_back)
    walk.may("memberi rekomendasi", meets(f"rekomendasi_{KB}"), "sekda")


def sign_and_correct(walk: Walk) -> None:
    walk.may("membuat naskah KB", orders(KB), "verifikator")
    walk.may("mencatat penandatanganan", meets(f"ttd_{KB}"), "verifikator")
    walk.may("mengunggah pindaian", meets(f"scan_{KB}"), "verifikator")
    walk.may("mengusulkan koreksi sesudah ditandatangani", corrects(f"ttd_{KB}"))
    walk.after(
        corrects(f"ttd_{KB}"), "verifikator", "menyetujui koreksi dari verifikator", confirms
    )
    walk.after(corrects(f"ttd_{KB}"), "kabag", "menyetujui koreksi dari Kepala Bagian", confirms)
    walk.may("menolak sesudah KB ditandatangani", halts("ditolak"))
    walk.may("menarik sesudah KB ditandatangani", halts("ditarik"))


def test_the_engine_lets_each_role_do_what_the_table_says(make_agreement, everybody):
    walk = Walk(make_agreement(), everybody)
    assert list(rows_of(walk)) == TABLE.strip().splitlines()[1:]
