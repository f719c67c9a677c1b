"""The addresses of one case whose naskah is signed: duties, reports, plans, changes."""

from django.urls import path

from agreements.views.after_signing import (
    change_pages,
    contract_duties,
    disputes,
    duty,
    evaluations,
    originals,
    plans,
    radar,
    report_pages,
    wajib,
)

urlpatterns = [
    path("kerja-sama/<int:pk>/radar/", radar.show_radar_of_case, name="radar-berkas"),
    path("kerja-sama/<int:pk>/radar/surat/", radar.order_radar_letter_view, name="surat-radar"),
    path("kerja-sama/<int:pk>/perubahan/", change_pages.show_change_options, name="perubahan"),
    path(
        "kerja-sama/<int:pk>/perubahan/peristiwa/",
        change_pages.record_event_view,
        name="catat-peristiwa",
    ),
    path(
        "kerja-sama/<int:pk>/perubahan/putuskan/",
        change_pages.decide_on_end_view,
        name="putuskan-masa-berlaku",
    ),
    path(
        "kerja-sama/<int:pk>/perubahan/sarankan/",
        change_pages.advise_on_end_view,
        name="sarankan-masa-berlaku",
    ),
    path(
        "kerja-sama/<int:pk>/naskah-berlaku/",
        change_pages.show_terms_in_force,
        name="naskah-berlaku",
    ),
    path("kerja-sama/<int:pk>/wajib/", wajib.show_wajib, name="kerja-sama-wajib"),
    path(
        "kerja-sama/<int:pk>/wajib/<int:row>/tarik/",
        wajib.withdraw_wajib_view,
        name="tarik-wajib",
    ),
    path("wajib/<int:pk>/berkas/", wajib.download_wajib_paper, name="berkas-wajib"),
    path("kerja-sama/<int:pk>/perselisihan/", disputes.show_disputes, name="perselisihan"),
    path(
        "kerja-sama/<int:pk>/perselisihan/<int:dispute>/",
        disputes.record_step_view,
        name="langkah-perselisihan",
    ),
    path(
        "kerja-sama/<int:pk>/perselisihan/<int:dispute>/tarik/",
        disputes.withdraw_dispute_view,
        name="tarik-perselisihan",
    ),
    path(
        "perselisihan/berkas/<int:pk>/",
        disputes.download_dispute_paper,
        name="berkas-perselisihan",
    ),
    path(
        "kerja-sama/<int:pk>/kewajiban-naskah/",
        contract_duties.show_contract_duties,
        name="kewajiban-naskah",
    ),
    path(
        "kerja-sama/<int:pk>/kewajiban-naskah/<int:duty>/akhiri/",
        contract_duties.end_contract_duty_view,
        name="akhiri-kewajiban-naskah",
    ),
    path(
        "kerja-sama/<int:pk>/kewajiban-naskah/<int:duty>/pihak/",
        contract_duties.name_duty_parties_view,
        name="pihak-kewajiban-naskah",
    ),
    path(
        "kerja-sama/<int:pk>/kewajiban/<slug:code>/<slug:period>/",
        duty.fulfil_duty_view,
        name="penuhi-kewajiban",
    ),
    path(
        "kerja-sama/<int:pk>/kewajiban/<slug:code>/<slug:period>/bebaskan/",
        duty.waive_duty_view,
        name="bebaskan-kewajiban",
    ),
    path(
        "kerja-sama/<int:pk>/laporan/<slug:code>/<slug:period>/",
        report_pages.edit_report,
        name="tulis-laporan",
    ),
    path(
        "kerja-sama/<int:pk>/laporan/<slug:code>/<slug:period>/nilai/",
        report_pages.judge_report,
        name="nilai-laporan",
    ),
    path("kerja-sama/<int:pk>/rencana-kerja/", plans.show_plan, name="rencana-kerja"),
    path("kerja-sama/<int:pk>/rencana-kerja/ubah/", plans.edit_plan, name="ubah-rencana"),
    path(
        "kerja-sama/<int:pk>/rencana-kerja/<int:activity>/<int:quarter>/",
        plans.show_quarter,
        name="capaian",
    ),
    path(
        "kerja-sama/<int:pk>/rencana-kerja/<int:activity>/<int:quarter>/nilai/",
        plans.judge_quarter,
        name="nilai-capaian",
    ),
    path("capaian/<int:pk>/berkas/", plans.download_plan_evidence, name="berkas-capaian"),
    path("kerja-sama/<int:pk>/evaluasi/", evaluations.show_evaluations, name="evaluasi"),
    path(
        "kerja-sama/<int:pk>/evaluasi/<int:number>/",
        evaluations.show_evaluation,
        name="evaluasi-rinci",
    ),
    path(
        "kerja-sama/<int:pk>/evaluasi/<int:number>/simpulkan/",
        evaluations.conclude_evaluation_view,
        name="simpulkan-evaluasi",
    ),
    path(
        "kerja-sama/<int:pk>/evaluasi/<int:number>/lembar/",
        evaluations.order_evaluation_sheet,
        name="lembar-evaluasi",
    ),
    path(
        "kerja-sama/<int:pk>/evaluasi/<int:number>/<slug:viewpoint>/",
        evaluations.answer_viewpoint_view,
        name="isi-evaluasi",
    ),
    path(
        "kerja-sama/<int:pk>/evaluasi/<int:number>/<slug:viewpoint>/kembalikan/",
        evaluations.send_viewpoint_back_view,
        name="kembalikan-evaluasi",
    ),
    path(
        "kerja-sama/<int:pk>/naskah-asli/",
        originals.show_originals_of_case,
        name="naskah-asli-berkas",
    ),
]
