from django.urls import include, path

from kerjasama.accounts import (
    alias_views,
    four_eyes_views,
    merging_views,
    official_views,
    views,
)
from kerjasama.accounts.policy import allow, at_most
from kerjasama.health.views import show_health
from kerjasama.logbook.views import show_faults, show_log, show_log_heads
from kerjasama.personal import retention_views
from kerjasama.personal import views as personal_views
from kerjasama.reference.views import edit_diplomatic_relations
from kerjasama.signin.fresh import fresh, fresh_download
from kerjasama.signin.views import ask_to_wait
from kerjasama.web.echo import read_typed
from kerjasama.web.manifest import show_manifest
from kerjasama.web.request_ids import show_fault

open_to_all = allow(public=True)
handler429 = ask_to_wait  # django-allauth asks for it
handler500 = show_fault

urlpatterns = [
    path("", include("kerjasama.signin.urls")),
    path("mulai/", open_to_all(at_most("20/h", views.first_run)), name="mulai"),
    path("pengaturan/", views.show_settings, name="pengaturan"),
    path("pengaturan/profil/", fresh(views.edit_region_profile), name="profil-daerah"),
    path("pengaturan/unit/", views.show_units, name="unit"),
    path("pengaturan/unit/<int:pk>/", fresh(views.edit_unit), name="unit-rinci"),
    path(
        "pengaturan/unit/<int:pk>/gabung/",
        fresh(merging_views.merge_unit_view),
        name="unit-gabung",
    ),
    path(
        "pengaturan/pengguna/<int:pk>/gabung/",
        fresh(merging_views.merge_account_view),
        name="pengguna-gabung",
    ),
    path("pengaturan/unit/<int:pk>/nama/", alias_views.show_aliases, name="unit-nama"),
    path("pengaturan/unit/nama/<int:pk>/hapus/", alias_views.forget_alias, name="unit-nama-hapus"),
    path(
        "pengaturan/persetujuan-akun/",
        fresh(four_eyes_views.show_proposals),
        name="persetujuan-akun",
    ),
    path(
        "pengaturan/pejabat/",
        fresh(fresh_download(official_views.show_officials)),
        name="pejabat",
    ),
    path("pengaturan/pejabat/<int:pk>/", fresh(official_views.edit_official), name="pejabat-rinci"),
    path(
        "pengaturan/pejabat/<int:pk>/gabung/",
        fresh(merging_views.merge_official_view),
        name="pejabat-gabung",
    ),
    path("pengaturan/pengguna/", fresh(fresh_download(views.show_users)), name="pengguna"),
    path("pengaturan/pengguna/<int:pk>/", fresh(views.edit_user), name="pengguna-rinci"),
    path(
        "pengaturan/pengguna/<int:pk>/data/",
        personal_views.show_data_of,
        name="data-pengguna",
    ),
    path(
        "pengaturan/koreksi-data/",
        fresh(personal_views.show_corrections),
        name="koreksi-data",
    ),
    path("pengaturan/cari-orang/", personal_views.search_person, name="cari-orang"),
    path("pengaturan/masa-simpan/", retention_views.show_kinds, name="masa-simpan"),
    path(
        "pengaturan/masa-simpan/<slug:code>/",
        fresh(retention_views.show_kind),
        name="masa-simpan-jenis",
    ),
    path("data-saya/", fresh_download(personal_views.show_own_data), name="data-saya"),
    path("pengaturan/hubungan-diplomatik/", edit_diplomatic_relations, name="hubungan-diplomatik"),
    path("pengaturan/catatan/", fresh_download(show_log), name="catatan-perubahan"),
    path("pengaturan/catatan/keutuhan/", show_faults, name="keutuhan-catatan"),
    path("pengaturan/kesehatan/", show_health, name="kesehatan"),
    path("catatan/", show_log_heads, name="kepala-catatan"),
    path("baca/", read_typed, name="baca"),
    path("manifest.webmanifest", show_manifest, name="manifest"),
    path("mitra/", include("partners.urls")),
    path("", include("kerjasama.manuals.urls")),
    path("", include("kerjasama.notices.urls")),
    path("", include("kerjasama.drafts.urls")),
    path("", include("agreements.urls")),
]
