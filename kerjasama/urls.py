from django.contrib.auth import views as auth
from django.urls import include, path

from kerjasama.accounts.policy import EVERYBODY, allow

open_to_all = allow(public=True)

urlpatterns = [
    path("masuk/", open_to_all(auth.LoginView.as_view(template_name="pages/login.html", redirect_authenticated_user=True)), name="masuk"),
    path("keluar/", allow(*EVERYBODY)(auth.LogoutView.as_view()), name="keluar"),
    path("mitra/", include("partners.urls")),
    path("", include("agreements.urls")),
]
