"""The addresses of the door. Their names are those by which django-allauth asks for them."""

from django.urls import path

from kerjasama.accounts import sessions
from kerjasama.accounts.policy import ANY_METHOD, EVERYBODY, allow, at_most

from . import factor_views, sso_views, views
from .fresh import fresh

open_to_all = allow(public=True)
for_everybody = allow(*EVERYBODY)

urlpatterns = [
    path("masuk/", views.sign_in, name="account_login"),
    path("masuk/nonaktif/", open_to_all(views.inactive_page), name="account_inactive"),
    path("masuk/kode/", open_to_all(factor_views.enter_code), name="mfa_authenticate"),
    path("masuk/kunci/", open_to_all(factor_views.enter_by_key), name="mfa_login_webauthn"),
    path("masuk/pastikan/", factor_views.ask_who, name="account_reauthenticate"),
    path("keamanan/", factor_views.show_factors, name="mfa_index"),
    path("keamanan/aplikasi/", for_everybody(factor_views.activate_app), name="mfa_activate_totp"),
    path(
        "keamanan/aplikasi/lepas/",
        for_everybody(factor_views.deactivate_app),
        name="mfa_deactivate_totp",
    ),
    path("keamanan/kunci/", factor_views.show_factors, name="mfa_list_webauthn"),
    path("keamanan/kunci/baru/", for_everybody(factor_views.add_key), name="mfa_add_webauthn"),
    path(
        "keamanan/kunci/<int:pk>/lepas/",
        for_everybody(factor_views.remove_key),
        name="mfa_remove_webauthn",
    ),
    path(
        "keamanan/cadangan/",
        for_everybody(factor_views.paper_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "keamanan/cadangan/baru/",
        for_everybody(factor_views.new_paper_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("keamanan/sesi/", fresh(views.show_sessions), name="sesi-saya"),
    path("pengaturan/masuk/", factor_views.edit_rules, name="aturan-masuk"),
    path("pengaturan/faktor/", factor_views.decide_requests, name="permintaan-faktor"),
    path(
        "pengaturan/pengguna/<int:pk>/faktor/",
        factor_views.ask_for_factor,
        name="minta-faktor",
    ),
    path("sesi/", sessions.show_session, name="sesi"),
    # Also for an account without a role, which may use nothing else.
    path("keluar/", sso_views.sign_out, name="keluar"),
    path("masuk/sso/batal/", sso_views.show_cancelled, name="socialaccount_login_cancelled"),
    # Each asks the provider something before it answers.
    path(
        "masuk/sso/<slug:provider_id>/",
        open_to_all(at_most("60/m", sso_views.begin_sso)),
        name="openid_connect_login",
    ),
    path(
        "masuk/sso/<slug:provider_id>/kembali/",
        open_to_all(at_most("60/m", sso_views.come_back_from_sso, ANY_METHOD)),
        name="openid_connect_callback",
    ),
    path("keamanan/sso/<int:pk>/putus/", sso_views.disconnect, name="sso-putus"),
    path("kata-sandi/", for_everybody(views.change_password_page), name="account_change_password"),
    path("kata-sandi/tanpa/", for_everybody(views.no_password_page), name="account_set_password"),
    path("lupa-sandi/", open_to_all(views.ask_link_page), name="account_reset_password"),
    path(
        "lupa-sandi/terkirim/",
        open_to_all(views.link_sent_page),
        name="account_reset_password_done",
    ),
    path(
        "lupa-sandi/selesai/",
        open_to_all(views.password_saved_page),
        name="account_reset_password_from_key_done",
    ),
    path(
        "lupa-sandi/<str:uidb36>/<str:key>/",
        open_to_all(views.new_password_page),
        name="account_reset_password_from_key",
    ),
]
