from django.urls import path

from . import views

urlpatterns = [
    path("", views.register, name="mitra"),
    path("baru/", views.create, name="mitra-baru"),
    path("saran/", views.suggest, name="mitra-saran"),
    path("<int:pk>/", views.detail, name="mitra-rinci"),
    path("<int:pk>/ubah/", views.edit, name="mitra-ubah"),
    path("<int:pk>/gabung/", views.merge, name="mitra-gabung"),
]
