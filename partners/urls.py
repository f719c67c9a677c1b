from django.urls import path

from . import views

urlpatterns = [
    path("", views.register, name="mitra"),
    path("baru/", views.create, name="mitra-baru"),
]
