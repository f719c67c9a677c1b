"""Which entries of the log are told to whom, in which words, and which are not told, with the
reason.
"""

from dataclasses import dataclass

from agreements.models.event import LogAction
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import OFFICE, OPD_ROLES
from kerjasama.notices.models import Kind

from .turns import HANDS_ON

LEADERS = (Role.SEKDA, Role.HEAD_OF_REGION)
# Besides roles: whoever handed the case on last, whoever had it in hand in this stage, who
# submitted the report.
SENDER, INVOLVED, REPORTER = "pengirim", "terlibat", "pelapor"
# Whoever got a task or message about the case since what is taken back now was done.
TOLD_SINCE = "diberi tahu"


@dataclass(frozen=True)
class OutcomeText:
    """The words before the title of the case, and who reads them; `page` is where they lead.

    It is the outcome of what people sent only for those of them who did one of the acts `sent`;
    the others learn how the case goes.
    """

    words: str
    to: tuple[str, ...]
    kind: Kind = Kind.OUTCOME
    page: str = "kerja-sama"
    sent: tuple[LogAction, ...] = HANDS_ON


REPORTS = (LogAction.REPORT_SUBMITTED,)
ADVICE = (LogAction.ENDING_ADVISED,)
CORRECTIONS = (LogAction.CORRECTION_PROPOSED,)
REMOVALS = (LogAction.REMOVAL_PROPOSED,)
EXEMPTIONS = (LogAction.EXEMPTION_ASKED,)
PROGRESS = (LogAction.PROGRESS_SUBMITTED,)
SIGNINGS = (LogAction.SIGNING_SCHEDULED, LogAction.SIGNING_EDITED)
EVERY_SIDE = (*OPD_ROLES, *OFFICE, INVOLVED)
BOTH = (*OPD_ROLES, *OFFICE)
SIGNING = (*OPD_ROLES, *OFFICE, *LEADERS)
OF_EVENT = {
    LogAction.SENT_BACK: OutcomeText("Dikembalikan", (*OPD_ROLES, SENDER)),
    LogAction.REJECTED: OutcomeText("Ditolak", EVERY_SIDE),
    LogAction.WITHDRAWN: OutcomeText("Ditarik", EVERY_SIDE),
    LogAction.SUSPENDED: OutcomeText("Ditangguhkan", EVERY_SIDE),
    LogAction.RESUMED: OutcomeText("Dilanjutkan", EVERY_SIDE),
    LogAction.REOPENED: OutcomeText("Dibuka kembali", EVERY_SIDE),
    LogAction.MOVED_ON: OutcomeText("Masuk tahap berikutnya", OPD_ROLES, Kind.NEWS),
    LogAction.FINISHED: OutcomeText("Seluruh tahap selesai", BOTH),
    LogAction.TRACK_VERSION_CHANGED: OutcomeText("Pindah versi alur", BOTH, Kind.NEWS),
    LogAction.AMENDED: OutcomeText("Adendum ditandatangani", BOTH),
    LogAction.EXTENDED: OutcomeText("Diperpanjang", BOTH),
    LogAction.ENDED: OutcomeText("Diakhiri", BOTH),
    LogAction.DOCX_DECIDED: OutcomeText(
        "Perubahan dari mitra diputus", BOTH, sent=(LogAction.DOCX_RECEIVED,)
    ),
    LogAction.SIGNED_ELECTRONICALLY: OutcomeText("Ditandatangani secara elektronik", BOTH),
    LogAction.SIGNED_BY_HAND: OutcomeText("Tanda tangan basah dicatat", BOTH, Kind.NEWS),
    LogAction.MEETING_RECORDED: OutcomeText("Rapat TKKSD", (*OPD_ROLES, Role.TKKSD), Kind.COURSE),
    LogAction.MEETING_EDITED: OutcomeText(
        "Rapat TKKSD diubah", (*OPD_ROLES, Role.TKKSD), Kind.COURSE
    ),
    LogAction.MEETING_CORRECTED: OutcomeText(
        "Rapat TKKSD dikoreksi", (*OPD_ROLES, Role.TKKSD), Kind.NEWS
    ),
    LogAction.DUTY_FULFILLED: OutcomeText("Kewajiban dipenuhi", OPD_ROLES, Kind.NEWS),
    LogAction.DUTY_WAIVED: OutcomeText("Kewajiban dibebaskan", BOTH, Kind.COURSE),
    LogAction.CONTRACT_DUTY_RECORDED: OutcomeText(
        "Kewajiban menurut naskah dicatat", BOTH, Kind.NEWS
    ),
    LogAction.CONTRACT_DUTY_ENDED: OutcomeText(
        "Kewajiban menurut naskah diakhiri", BOTH, Kind.NEWS
    ),
    LogAction.CONTRACT_DUTY_PARTIES_NAMED: OutcomeText(
        "Pihak kewajiban menurut naskah ditetapkan", BOTH, Kind.COURSE
    ),
    LogAction.REPORT_RETURNED: OutcomeText(
        "Laporan dikembalikan", (*OPD_ROLES, REPORTER), sent=REPORTS
    ),
    LogAction.REPORT_REOPENED: OutcomeText(
        "Laporan dibuka kembali", (*OPD_ROLES, REPORTER), sent=REPORTS
    ),
    LogAction.REPORT_ACCEPTED: OutcomeText(
        "Laporan diterima", (*OPD_ROLES, REPORTER), sent=REPORTS
    ),
    LogAction.SIGNING_SCHEDULED: OutcomeText(
        "Penandatanganan dijadwalkan", SIGNING, Kind.COURSE, "penandatanganan-berkas"
    ),
    LogAction.SIGNING_EDITED: OutcomeText(
        "Jadwal penandatanganan diubah", SIGNING, Kind.COURSE, "penandatanganan-berkas"
    ),
    LogAction.SIGNING_CORRECTED: OutcomeText(
        "Acara penandatanganan dikoreksi", SIGNING, Kind.NEWS, "penandatanganan-berkas"
    ),
    LogAction.PARTY_DAYS_RECORDED: OutcomeText(
        "Hari tanda tangan tiap pihak dicatat", SIGNING, Kind.COURSE, "penandatanganan-berkas"
    ),
    LogAction.PARTY_DAYS_CORRECTED: OutcomeText(
        "Hari tanda tangan tiap pihak dikoreksi", SIGNING, Kind.NEWS, "penandatanganan-berkas"
    ),
    LogAction.SIGNING_HELD: OutcomeText(
        "Penandatanganan terlaksana", SIGNING, Kind.NEWS, "penandatanganan-berkas"
    ),
    LogAction.SIGNING_POSTPONED: OutcomeText(
        "Penandatanganan ditunda", SIGNING, Kind.COURSE, "penandatanganan-berkas"
    ),
    LogAction.SIGNING_CANCELLED: OutcomeText(
        "Penandatanganan dibatalkan", SIGNING, Kind.COURSE, "penandatanganan-berkas"
    ),
    LogAction.ENDING_DECIDED: OutcomeText(
        "Masa berlaku diputus", BOTH, page="perubahan", sent=ADVICE
    ),
    LogAction.ENDING_ADVISED: OutcomeText(
        "Saran OPD tentang masa berlaku", (Role.SECTION_HEAD, Role.SEKDA), Kind.COURSE, "perubahan"
    ),
    LogAction.WORK_PLAN_EDITED: OutcomeText(
        "Rencana kerja diubah", BOTH, Kind.NEWS, "rencana-kerja"
    ),
    LogAction.PROGRESS_VERIFIED: OutcomeText(
        "Capaian diverifikasi", OPD_ROLES, page="rencana-kerja", sent=PROGRESS
    ),
    LogAction.PROGRESS_RETURNED: OutcomeText(
        "Capaian dikembalikan", OPD_ROLES, page="rencana-kerja", sent=PROGRESS
    ),
    LogAction.EVALUATION_RETURNED: OutcomeText(
        "Isian evaluasi dikembalikan", BOTH, page="evaluasi", sent=(LogAction.EVALUATION_ANSWERED,)
    ),
    LogAction.EVALUATION_CONCLUDED: OutcomeText(
        "Evaluasi disimpulkan",
        (*BOTH, Role.TKKSD),
        page="evaluasi",
        sent=(LogAction.EVALUATION_ANSWERED,),
    ),
    LogAction.MITRA_CHOSEN: OutcomeText("Mitra dipilih", BOTH, page="banding-calon"),
    LogAction.CORRECTION_PROPOSED: OutcomeText("Koreksi diusulkan", OFFICE, Kind.COURSE),
    LogAction.CORRECTED: OutcomeText("Dikoreksi", BOTH, sent=CORRECTIONS),
    LogAction.CORRECTION_REFUSED: OutcomeText("Usulan koreksi ditolak", BOTH, sent=CORRECTIONS),
    LogAction.CORRECTION_WITHDRAWN: OutcomeText("Usulan koreksi ditarik", OFFICE, Kind.NEWS),
    LogAction.REMOVAL_PROPOSED: OutcomeText(
        "Penghapusan isi berkas diusulkan", OFFICE, Kind.COURSE
    ),
    LogAction.CONTENT_REMOVED: OutcomeText("Isi berkas dihapus", BOTH, sent=REMOVALS),
    LogAction.REMOVAL_REFUSED: OutcomeText("Isi berkas tidak jadi dihapus", OFFICE, Kind.NEWS),
    LogAction.EXEMPTION_GIVEN: OutcomeText(
        "Pengecualian pemisahan tugas diberikan", (), page="pengecualian", sent=EXEMPTIONS
    ),
    LogAction.EXEMPTION_REFUSED: OutcomeText(
        "Pengecualian pemisahan tugas ditolak", (), page="pengecualian", sent=EXEMPTIONS
    ),
    LogAction.INDICATOR_CORRECTED: OutcomeText("Indikator dikoreksi", BOTH, Kind.COURSE),
    LogAction.RESULT_CORRECTED: OutcomeText("Realisasi indikator dikoreksi", BOTH, Kind.COURSE),
    LogAction.VALUE_CORRECTED: OutcomeText("Nilai kerja sama dikoreksi", BOTH, Kind.COURSE),
    LogAction.LEGACY_CORRECTED: OutcomeText("Catatan naskah lama dikoreksi", BOTH, Kind.NEWS),
    LogAction.LEGACY_VOIDED: OutcomeText("Pencatatan naskah lama dibatalkan", OPD_ROLES, Kind.NEWS),
    LogAction.DISPUTE_WITHDRAWN: OutcomeText(
        "Perselisihan ditarik", OPD_ROLES, Kind.NEWS, "perselisihan"
    ),
    LogAction.WAJIB_RECORDED: OutcomeText(
        "Kerja sama wajib", (*BOTH, *LEADERS), Kind.NEWS, "kerja-sama-wajib"
    ),
    LogAction.WAJIB_WITHDRAWN: OutcomeText(
        "Catatan kerja sama wajib ditarik", BOTH, Kind.NEWS, "kerja-sama-wajib"
    ),
    LogAction.UNITS_MERGED: OutcomeText("Unit digabung", BOTH, Kind.NEWS),
    LogAction.UNDONE: OutcomeText("Tindakan dibatalkan", (TOLD_SINCE,), Kind.COURSE),
}
EDITING = "Editing is no news: whoever judges it sees what changed when the turn comes."
# What nobody is told, and why.
UNTOLD = {
    LogAction.BEGUN: "A draft stands in its authors' list; nobody else has seen it.",
    LogAction.CONTENT_EDITED: EDITING,
    LogAction.WORDING_EDITED: EDITING,
    LogAction.PARTS_TICKED: EDITING,
    LogAction.LINK_GIVEN: "Whoever gave it watches its page.",
    LogAction.LINK_SHOWS: "Whoever gave it watches its page.",
    LogAction.LINK_REVOKED: "Whoever gave it watches its page.",
    LogAction.ENTRY_RECEIVED: "It is a task of the Bagian.",
    LogAction.ENTRY_CONFIRMED: "A change of the mitra tells whom it concerns.",
    LogAction.ENTRY_REFUSED: "The mitra is told by whoever refuses it.",
    LogAction.PARTY_DATA_TAKEN: EDITING,
    LogAction.CANDIDATE_LISTED: EDITING,
    LogAction.CANDIDATE_REMOVED: EDITING,
    LogAction.EXEMPTION_ASKED: "It is a task of whoever decides on it.",
    LogAction.DISPUTE_OPENED: "It is a task of whoever takes its first step.",
    LogAction.DISPUTE_STEP_RECORDED: "It is a task of whoever takes the next step.",
    LogAction.TERM_BEGUN: "Whoever recorded the event sees the days; what they end is told then.",
    LogAction.SIGNED_BY_HAND_TAKEN_BACK: "Whoever made the mistake mends it by recording anew.",
    LogAction.ARTICLES_RECORDED: "The Pasal of an old naskah ask nothing of anybody.",
    LogAction.COPIED: "A copy stands in its author's list; nobody else has seen it.",
    LogAction.DOCX_RECEIVED: "It is a task of whoever decides about its changes.",
    LogAction.RETURNED_TO_SENDER: "It is a task of whoever sent it back.",
    LogAction.STAGE_SKIPPED: (
        "A stage that does not apply keeps nobody waiting; the one that follows is told."
    ),
    LogAction.ITEM_MENDED: "Once all is mended it is a task of whoever sent it back.",
    LogAction.PARTNER_MAIL_WRITTEN: "Whoever wrote it sees how it goes; what fails is a task.",
    LogAction.PARTNER_MAIL_SENT_AGAIN: "Whoever sent it sees how it goes; what fails is a task.",
    LogAction.PAPER_ORDERED: "Whoever ordered it sees it on the page; what fails is a task.",
    LogAction.REPORT_SUBMITTED: "It is a task of whoever judges it.",
    LogAction.PROGRESS_SUBMITTED: "It is a task of whoever verifies it.",
    LogAction.EVALUATION_BEGUN: "It is a task of each whose view is asked.",
    LogAction.EVALUATION_ANSWERED: "Once all have answered it is a task of whoever concludes it.",
    LogAction.COPIES_CHECKED: "Working notes before a signing; its page shows what is missing.",
    LogAction.ORIGINAL_MOVED: (
        "It says where an original is; one that is overdue or lost is told or a task."
    ),
    LogAction.LIAISON_CHANGED: "The handover of tasks tells both people and their heads.",
    LogAction.LEGACY_RECORDED: (
        "It records what is in force already; its duties are told before they are due."
    ),
    LogAction.ASSIGNED: "Whoever handles the case now, and whoever did, gets a message.",
    LogAction.RELIEVED: "Whoever handled the case gets a message.",
    LogAction.REMINDED: "Whoever is reminded gets the reminder itself.",
}
STOPS = (LogAction.REJECTED, LogAction.WITHDRAWN, LogAction.SUSPENDED)
RESTARTS = (LogAction.RESUMED, LogAction.REOPENED)
REPORT_GIVEN_BACK = (LogAction.REPORT_RETURNED, LogAction.REPORT_REOPENED)
SIGNINGS_OFF = (LogAction.SIGNING_POSTPONED, LogAction.SIGNING_CANCELLED)
# What makes an earlier message about the same thing old news: who has not read that one yet, need
# not.
REPLACES: dict[LogAction, tuple[LogAction, ...]] = {
    LogAction.RESUMED: STOPS,
    LogAction.REOPENED: STOPS,
    LogAction.REJECTED: RESTARTS,
    LogAction.WITHDRAWN: RESTARTS,
    LogAction.SUSPENDED: RESTARTS,
    LogAction.MOVED_ON: (LogAction.SENT_BACK,),
    LogAction.RETURNED_TO_SENDER: (LogAction.SENT_BACK,),
    LogAction.REPORT_SUBMITTED: REPORT_GIVEN_BACK,
    LogAction.REPORT_ACCEPTED: REPORT_GIVEN_BACK,
    LogAction.REPORT_RETURNED: (LogAction.REPORT_ACCEPTED,),
    LogAction.REPORT_REOPENED: (LogAction.REPORT_ACCEPTED,),
    LogAction.PROGRESS_SUBMITTED: (LogAction.PROGRESS_RETURNED,),
    LogAction.PROGRESS_VERIFIED: (LogAction.PROGRESS_RETURNED,),
    LogAction.SIGNING_POSTPONED: SIGNINGS,
    LogAction.SIGNING_CANCELLED: SIGNINGS,
    LogAction.SIGNING_HELD: SIGNINGS,
    LogAction.SIGNING_SCHEDULED: (*SIGNINGS, *SIGNINGS_OFF),
    LogAction.SIGNING_EDITED: (*SIGNINGS, *SIGNINGS_OFF),
    LogAction.CORRECTED: CORRECTIONS,
    LogAction.INDICATOR_CORRECTED: CORRECTIONS,
    LogAction.RESULT_CORRECTED: CORRECTIONS,
    LogAction.VALUE_CORRECTED: CORRECTIONS,
    LogAction.MEETING_CORRECTED: CORRECTIONS,
    LogAction.SIGNING_CORRECTED: CORRECTIONS,
    LogAction.PARTY_DAYS_CORRECTED: CORRECTIONS,
    LogAction.CORRECTION_REFUSED: CORRECTIONS,
    LogAction.CORRECTION_WITHDRAWN: CORRECTIONS,
    LogAction.CONTENT_REMOVED: REMOVALS,
    LogAction.REMOVAL_REFUSED: REMOVALS,
}
