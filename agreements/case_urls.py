"""The addresses of one case on its way to the signature, of its papers and files."""

from django.urls import path

from agreements.views.after_signing import (
    party_days,
    signing,
)
from agreements.views.case import (
    acting,
    bundles,
    candidates,
    case_page,
    copying,
    correcting,
    decision,
    editor,
    electronic,
    exchange,
    exempting,
    figures,
    halting,
    mailing,
    meetings,
    naskah_setup,
    outside,
    papers,
    parties,
    partner_links,
    payments,
    presence,
    proposing,
    remarks,
    removing,
    scheduling,
    structure,
    supporting,
    together,
    undoing,
    wording,
)
from agreements.views.office import (
    legacy,
)

urlpatterns = [
    path("kerja-sama/<int:pk>/", case_page.show_case, name="kerja-sama"),
    path("kerja-sama/<int:pk>/naskah-lama/", legacy.show_legacy_naskah, name="naskah-lama-rinci"),
    path(
        "kerja-sama/<int:pk>/naskah-lama/pasal/",
        legacy.record_articles,
        name="naskah-lama-pasal",
    ),
    path(
        "kerja-sama/<int:pk>/naskah-lama/batal/", legacy.take_back_naskah, name="naskah-lama-batal"
    ),
    path("kerja-sama/<int:pk>/keadaan/", case_page.tell_version, name="keadaan-kerja-sama"),
    path("kerja-sama/<int:pk>/putuskan/", decision.show_decision, name="putuskan"),
    path("kerja-sama/<int:pk>/dokumen/", papers.show_paper_progress, name="dokumen-berkas"),
    path("kerja-sama/<int:pk>/berkas/", bundles.show_bundles, name="berkas-lengkap"),
    path(
        "kerja-sama/<int:pk>/berkas/<int:bundle>/",
        bundles.download_bundle,
        name="unduh-berkas-lengkap",
    ),
    path("kerja-sama/<int:pk>/segel/", electronic.show_electronic_papers, name="segel"),
    path("kerja-sama/<int:pk>/ubah/<slug:step>/", proposing.edit_proposal, name="ubah"),
    path(
        "kerja-sama/<int:pk>/ubah/<slug:step>/jangka-waktu/",
        proposing.say_term,
        name="kalimat-jangka-waktu",
    ),
    path("kerja-sama/<int:pk>/pihak/", parties.show_parties, name="pihak"),
    path(
        "kerja-sama/<int:pk>/pihak/<int:party>/penanda-tangan/<slug:kind>/",
        parties.name_signatory_view,
        name="penanda-tangan",
    ),
    path("kerja-sama/<int:pk>/pihak/pembayaran/", payments.show_payments, name="pembayaran-pihak"),
    path(
        "kerja-sama/<int:pk>/pihak/pembayaran/<int:payment>/hapus/",
        payments.remove_payment_view,
        name="hapus-pembayaran",
    ),
    path("kerja-sama/<int:pk>/pihak/tambah/", parties.add_party_view, name="pihak-tambah"),
    path(
        "kerja-sama/<int:pk>/pihak/<int:party>/<slug:act>/",
        parties.change_party_view,
        name="pihak-ubah",
    ),
    path("kerja-sama/<int:pk>/calon/", candidates.compare_candidates, name="banding-calon"),
    path(
        "kerja-sama/<int:pk>/calon/<int:candidate>/hapus/",
        candidates.remove_candidate_view,
        name="hapus-calon",
    ),
    path("kerja-sama/<int:pk>/calon/pilih/", candidates.choose_mitra_view, name="pilih-calon"),
    path("kerja-sama/<int:pk>/calon-mitra/", proposing.show_partner_candidates, name="calon-mitra"),
    path("kerja-sama/<int:pk>/redaksi/<slug:kind>/", structure.edit_naskah, name="redaksi"),
    path(
        "kerja-sama/<int:pk>/naskah-luar/<slug:kind>/",
        outside.show_outside_naskah,
        name="naskah-luar",
    ),
    path(
        "kerja-sama/<int:pk>/naskah-luar/<slug:kind>/unggah/",
        outside.bring_outside_naskah,
        name="unggah-naskah-luar",
    ),
    path(
        "kerja-sama/<int:pk>/naskah-luar/<slug:kind>/bagian/",
        outside.tick_outside_parts,
        name="tandai-naskah-luar",
    ),
    path(
        "kerja-sama/<int:pk>/naskah-luar/<slug:kind>/pasal/",
        outside.record_outside_articles,
        name="naskah-luar-pasal",
    ),
    path(
        "kerja-sama/<int:pk>/naskah-luar/<slug:kind>/susun/",
        outside.write_naskah_here_again,
        name="susun-di-sini",
    ),
    path("kerja-sama/<int:pk>/redaksi/<slug:kind>/blok/", editor.show_typed, name="blok-redaksi"),
    path(
        "kerja-sama/<int:pk>/redaksi/<slug:kind>/hadir/",
        presence.tell_presence,
        name="hadir-redaksi",
    ),
    path(
        "kerja-sama/<int:pk>/susunan/<slug:kind>/",
        naskah_setup.make_up_naskah_view,
        name="susunan-naskah",
    ),
    path(
        "kerja-sama/<int:pk>/perbandingan/<slug:kind>/",
        wording.compare_wordings,
        name="perbandingan",
    ),
    path("kerja-sama/<int:pk>/naskah/<slug:kind>/", remarks.show_remarks, name="catatan-naskah"),
    path(
        "kerja-sama/<int:pk>/naskah/<slug:kind>/dibaca/",
        remarks.note_look_view,
        name="naskah-dibaca",
    ),
    path(
        "kerja-sama/<int:pk>/naskah/<slug:kind>/<int:number>/jawab/",
        remarks.answer_remark_view,
        name="jawab-catatan",
    ),
    path(
        "kerja-sama/<int:pk>/naskah/<slug:kind>/<int:number>/selesai/",
        remarks.settle_remark_view,
        name="selesaikan-catatan",
    ),
    path("kerja-sama/<int:pk>/docx/<slug:kind>/", exchange.send_draft_view, name="kirim-docx"),
    path(
        "kerja-sama/<int:pk>/docx/<slug:kind>/terima/",
        exchange.receive_draft_view,
        name="terima-docx",
    ),
    path(
        "kerja-sama/<int:pk>/docx/<slug:kind>/<int:number>/",
        exchange.decide_on_differences_view,
        name="putus-docx",
    ),
    path("kerja-sama/<int:pk>/penuhi/", together.meet_together_view, name="penuhi-bersama"),
    path("kerja-sama/<int:pk>/penuhi/<slug:code>/", acting.meet_requirement_view, name="penuhi"),
    path("kerja-sama/<int:pk>/catatan/", correcting.show_records, name="catatan"),
    path("kerja-sama/<int:pk>/koreksi/<int:row>/", correcting.correct_record_view, name="koreksi"),
    path(
        "kerja-sama/<int:pk>/usulan-koreksi/<int:proposal>/<slug:verdict>/",
        correcting.decide_correction,
        name="putus-koreksi",
    ),
    path("kerja-sama/<int:pk>/pengecualian/", exempting.show_exemptions, name="pengecualian"),
    path("kerja-sama/<int:pk>/teruskan/", acting.complete_stage_view, name="teruskan"),
    path("kerja-sama/<int:pk>/kembalikan/", acting.send_case_back_view, name="kembalikan"),
    path("kerja-sama/<int:pk>/tolak/", halting.reject_case, name="tolak"),
    path("kerja-sama/<int:pk>/tarik/", halting.withdraw_case, name="tarik"),
    path("kerja-sama/<int:pk>/tangguhkan/", halting.suspend_case, name="tangguhkan"),
    path("kerja-sama/<int:pk>/salin/", copying.copy_case_view, name="salin"),
    path("kerja-sama/<int:pk>/buka-kembali/", halting.reopen_case_view, name="buka-kembali"),
    path("kerja-sama/<int:pk>/batalkan/<int:act>/", undoing.undo_act_view, name="batalkan"),
    path("kerja-sama/<int:pk>/lanjutkan/", halting.resume_case_view, name="lanjutkan"),
    path("kerja-sama/<int:pk>/versi/", acting.change_track_version_view, name="versi"),
    path("kerja-sama/<int:pk>/tanggapan/", acting.comment_case, name="tanggapan"),
    path(
        "kerja-sama/<int:pk>/perbaikan/<int:item>/",
        acting.resolve_correction_view,
        name="perbaikan",
    ),
    path(
        "kerja-sama/<int:pk>/dokumen/<slug:kind>/", acting.order_document_view, name="buat-dokumen"
    ),
    path("kerja-sama/<int:pk>/angka/", figures.show_figures, name="koreksi-angka"),
    path(
        "kerja-sama/<int:pk>/angka/<slug:what>/", figures.correct_figure, name="koreksi-angka-rinci"
    ),
    path(
        "kerja-sama/<int:pk>/tautan-mitra/", partner_links.show_partner_links, name="tautan-mitra"
    ),
    path(
        "kerja-sama/<int:pk>/tautan-mitra/beri/",
        partner_links.give_partner_link,
        name="beri-tautan-mitra",
    ),
    path(
        "kerja-sama/<int:pk>/tautan-mitra/<int:link>/<slug:act>/",
        partner_links.change_partner_link,
        name="ubah-tautan-mitra",
    ),
    path(
        "kerja-sama/<int:pk>/isian-mitra/<int:entry>/<slug:verdict>/",
        partner_links.decide_partner_entry,
        name="putus-isian-mitra",
    ),
    path("kerja-sama/<int:pk>/surel-mitra/", mailing.show_mails, name="surel-mitra"),
    path("dokumen/<int:pk>/surel-mitra/", mailing.write_mail, name="tulis-surel-mitra"),
    path("surel-mitra/<int:pk>/ulang/", mailing.retry_mail_view, name="ulangi-surel-mitra"),
    path(
        "kerja-sama/<int:pk>/penandatanganan/",
        signing.show_signings_of_case,
        name="penandatanganan-berkas",
    ),
    path(
        "kerja-sama/<int:pk>/penandatanganan/<slug:kind>/",
        scheduling.arrange_signing,
        name="atur-penandatanganan",
    ),
    path(
        "kerja-sama/<int:pk>/penandatanganan/<slug:kind>/status/",
        signing.change_signing_state_view,
        name="status-penandatanganan",
    ),
    path(
        "kerja-sama/<int:pk>/penandatanganan/<slug:kind>/hari-pihak/",
        party_days.record_party_days_view,
        name="hari-pihak",
    ),
    path(
        "kerja-sama/<int:pk>/penandatanganan/<slug:kind>/rangkap/",
        signing.check_signing_copies_view,
        name="periksa-rangkap",
    ),
    path(
        "kerja-sama/<int:pk>/penandatanganan/<slug:kind>/susunan-acara/",
        signing.order_rundown_view,
        name="susunan-acara",
    ),
    path(
        "kerja-sama/<int:pk>/penandatanganan/<slug:kind>/kalender.ics",
        signing.download_signing_calendar,
        name="kalender-penandatanganan",
    ),
    path("kerja-sama/<int:pk>/rapat/", meetings.show_meetings, name="rapat"),
    path("kerja-sama/<int:pk>/rapat/<int:meeting>/", meetings.show_meeting, name="rapat-rinci"),
    path("kerja-sama/<int:pk>/surat/", supporting.show_supporting_papers, name="surat-pendukung"),
    path(
        "kerja-sama/<int:pk>/surat/<slug:kind>/",
        supporting.order_supporting_view,
        name="buat-surat",
    ),
    path("dokumen/<int:pk>/", papers.download_document, name="dokumen"),
    path(
        "dokumen/<int:pk>/halaman/<int:number>/", papers.show_page_of_paper, name="halaman-dokumen"
    ),
    path("dokumen/<int:pk>/keadaan/", papers.show_paper_state, name="keadaan-dokumen"),
    path("dokumen/<int:pk>/perbarui/", correcting.renew_document_view, name="perbarui-dokumen"),
    path("dokumen/<int:pk>/ulang/", acting.retry_document_view, name="ulangi-dokumen"),
    path("dokumen/<int:pk>/tanda-tangan/", electronic.sign, name="tanda-tangan"),
    path(
        "dokumen/<int:pk>/tanda-tangan-basah/",
        electronic.record_hand_signature_view,
        name="tanda-tangan-basah",
    ),
    path(
        "dokumen/<int:pk>/tanda-tangan-basah/tarik/",
        electronic.take_back_hand_signature_view,
        name="tanda-tangan-basah-tarik",
    ),
    path(
        "dokumen/<int:pk>/bertanda-tangan/", electronic.download_signed_copy, name="bertanda-tangan"
    ),
    path(
        "usulan-koreksi/<int:pk>/berkas/",
        papers.download_proposed_file,
        name="berkas-usulan-koreksi",
    ),
    path("hapus-isi/<slug:what>/<int:pk>/", removing.show_removal, name="hapus-isi"),
    path("berkas/<int:pk>/", papers.download_attachment, name="berkas"),
    path("berkas-lampiran/<int:pk>/", papers.download_annex, name="berkas-lampiran"),
]
