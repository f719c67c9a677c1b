from typing import Any

from django.contrib.auth import views as auth
from django.urls import include, path, reverse_lazy

from kerjasama.accounts import alias_views, merging_views, official_views, sessions, views
from kerjasama.accounts.forms import ResetForm
from kerjasama.accounts.policy import EVERYBODY, allow, at_most
from kerjasama.reference.views import relations
from kerjasama.web.echo import read_typed

open_to_all = allow(public=True)


def reset(view: Any, page: str, **options):
    return open_to_all(at_most("20/h", view.as_view(template_name=f"pages/{page}.html", **options)))


urlpatterns = [
    path("masuk/", open_to_all(at_most("60/m", views.sign_in)), name="masuk"),
    path("sesi/", sessions.session, name="sesi"),
    path("mulai/", open_to_all(at_most("20/h", views.first_run)), name="mulai"),
    path("keluar/", allow(*EVERYBODY)(auth.LogoutView.as_view()), name="keluar"),
    path(
        "kata-sandi/",
        allow(*EVERYBODY)(auth.PasswordChangeView.as_view(template_name="pages/password.html", success_url=reverse_lazy("beranda"))),
        name="kata-sandi",
    ),
    path(
        "lupa-sandi/",
        reset(
            auth.PasswordResetView,
            "reset",
            form_class=ResetForm,
            email_template_name="emails/reset.txt",
            subject_template_name="emails/reset_subject.txt",
        ),
        name="password_reset",
    ),
    path("lupa-sandi/terkirim/", reset(auth.PasswordResetDoneView, "reset_sent"), name="password_reset_done"),
    path("lupa-sandi/<uidb64>/<token>/", reset(auth.PasswordResetConfirmView, "reset_confirm"), name="password_reset_confirm"),
    path("lupa-sandi/selesai/", reset(auth.PasswordResetCompleteView, "reset_done"), name="password_reset_complete"),
    path("pengaturan/", views.settings, name="pengaturan"),
    path("pengaturan/profil/", views.profile, name="profil-daerah"),
    path("pengaturan/unit/", views.units, name="unit"),
    path("pengaturan/unit/<int:pk>/", views.unit, name="unit-rinci"),
    path("pengaturan/unit/<int:pk>/gabung/", merging_views.unit, name="unit-gabung"),
    path("pengaturan/pengguna/<int:pk>/gabung/", merging_views.account, name="pengguna-gabung"),
    path("pengaturan/unit/<int:pk>/nama/", alias_views.aliases, name="unit-nama"),
    path("pengaturan/unit/nama/<int:pk>/hapus/", alias_views.forget, name="unit-nama-hapus"),
    path("pengaturan/pejabat/", official_views.officials, name="pejabat"),
    path("pengaturan/pejabat/<int:pk>/", official_views.official, name="pejabat-rinci"),
    path("pengaturan/pejabat/<int:pk>/gabung/", merging_views.official, name="pejabat-gabung"),
    path("pengaturan/pengguna/", views.users, name="pengguna"),
    path("pengaturan/pengguna/<int:pk>/", views.user, name="pengguna-rinci"),
    path("pengaturan/hubungan-diplomatik/", relations, name="hubungan-diplomatik"),
    path("baca/", read_typed, name="baca"),
    path("mitra/", include("partners.urls")),
    path("", include("kerjasama.notices.urls")),
    path("", include("kerjasama.drafts.urls")),
    path("", include("agreements.urls")),
]
