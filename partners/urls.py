from django.urls import path

from . import views

urlpatterns = [
    path("", views.show_partner_register, name="mitra"),
    path("baru/", views.create_partner, name="mitra-baru"),
    path("saran/", views.suggest_partners, name="mitra-saran"),
    path("<int:pk>/", views.show_partner, name="mitra-rinci"),
    path("<int:pk>/ubah/", views.edit_partner, name="mitra-ubah"),
    path(
        "<int:pk>/usulan/<int:change>/<str:verdict>/",
        views.decide_partner_change,
        name="mitra-putus-usulan",
    ),
    path("<int:pk>/gabung/", views.merge_partner_view, name="mitra-gabung"),
]
