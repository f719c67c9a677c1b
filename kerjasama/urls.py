from collections.abc import Callable
from typing import Any

from django.contrib.auth import views as auth
from django.http import HttpResponseBase
from django.urls import include, path, reverse_lazy

from kerjasama.accounts import alias_views, merging_views, official_views, sessions, views
from kerjasama.accounts.account_forms import ResetForm
from kerjasama.accounts.policy import EVERYBODY, allow, at_most
from kerjasama.reference.views import edit_diplomatic_relations
from kerjasama.web.echo import read_typed
from kerjasama.web.manifest import show_manifest

open_to_all = allow(public=True)


def reset_view_of(view: type[Any], page: str, **options: Any) -> Callable[..., HttpResponseBase]:
    """A page of resetting a password, open to all but not often."""
    shown = view.as_view(template_name=f"pages/{page}.html", **options)
    return open_to_all(at_most("20/h", shown))


urlpatterns = [
    path("masuk/", open_to_all(at_most("60/m", views.sign_in)), name="masuk"),
    path("sesi/", sessions.show_session, name="sesi"),
    path("mulai/", open_to_all(at_most("20/h", views.first_run)), name="mulai"),
    # Also for an account without a role, which may use nothing else.
    path("keluar/", open_to_all(auth.LogoutView.as_view()), name="keluar"),
    path(
        "kata-sandi/",
        allow(*EVERYBODY)(
            auth.PasswordChangeView.as_view(
                template_name="pages/password.html", success_url=reverse_lazy("beranda")
            )
        ),
        name="kata-sandi",
    ),
    path(
        "lupa-sandi/",
        reset_view_of(
            auth.PasswordResetView,
            "reset",
            form_class=ResetForm,
            email_template_name="emails/reset.txt",
            subject_template_name="emails/reset_subject.txt",
        ),
        name="password_reset",
    ),
    path(
        "lupa-sandi/terkirim/",
        reset_view_of(auth.PasswordResetDoneView, "reset_sent"),
        name="password_reset_done",
    ),
    path(
        "lupa-sandi/<uidb64>/<token>/",
        reset_view_of(auth.PasswordResetConfirmView, "reset_confirm"),
        name="password_reset_confirm",
    ),
    path(
        "lupa-sandi/selesai/",
        reset_view_of(auth.PasswordResetCompleteView, "reset_done"),
        name="password_reset_complete",
    ),
    path("pengaturan/", views.show_settings, name="pengaturan"),
    path("pengaturan/profil/", views.edit_region_profile, name="profil-daerah"),
    path("pengaturan/unit/", views.show_units, name="unit"),
    path("pengaturan/unit/<int:pk>/", views.edit_unit, name="unit-rinci"),
    path("pengaturan/unit/<int:pk>/gabung/", merging_views.merge_unit_view, name="unit-gabung"),
    path(
        "pengaturan/pengguna/<int:pk>/gabung/",
        merging_views.merge_account_view,
        name="pengguna-gabung",
    ),
    path("pengaturan/unit/<int:pk>/nama/", alias_views.show_aliases, name="unit-nama"),
    path("pengaturan/unit/nama/<int:pk>/hapus/", alias_views.forget_alias, name="unit-nama-hapus"),
    path("pengaturan/pejabat/", official_views.show_officials, name="pejabat"),
    path("pengaturan/pejabat/<int:pk>/", official_views.edit_official, name="pejabat-rinci"),
    path(
        "pengaturan/pejabat/<int:pk>/gabung/",
        merging_views.merge_official_view,
        name="pejabat-gabung",
    ),
    path("pengaturan/pengguna/", views.show_users, name="pengguna"),
    path("pengaturan/pengguna/<int:pk>/", views.edit_user, name="pengguna-rinci"),
    path("pengaturan/hubungan-diplomatik/", edit_diplomatic_relations, name="hubungan-diplomatik"),
    path("baca/", read_typed, name="baca"),
    path("manifest.webmanifest", show_manifest, name="manifest"),
    path("mitra/", include("partners.urls")),
    path("", include("kerjasama.manuals.urls")),
    path("", include("kerjasama.notices.urls")),
    path("", include("kerjasama.drafts.urls")),
    path("", include("agreements.urls")),
]
