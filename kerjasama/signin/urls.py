"""The addresses of the door. Their names are those by which django-allauth asks for them."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from kerjasama.accounts import sessions
from kerjasama.accounts.policy import EVERYBODY, allow

from . import views

open_to_all = allow(public=True)
for_everybody = allow(*EVERYBODY)

urlpatterns = [
    path("masuk/", views.sign_in, name="account_login"),
    path("masuk/nonaktif/", open_to_all(views.inactive_page), name="account_inactive"),
    path("sesi/", sessions.show_session, name="sesi"),
    # Also for an account without a role, which may use nothing else.
    path("keluar/", open_to_all(LogoutView.as_view()), name="keluar"),
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
