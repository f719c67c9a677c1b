from django.urls import path

from . import views

urlpatterns = [
    path("bantuan/", views.show_help, name="bantuan"),
    path("bantuan/<slug:manual>/", views.show_manual, name="panduan"),
]
