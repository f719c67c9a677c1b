from django.urls import path

from . import views

urlpatterns = [
    path("isian/", views.drafts, name="isian"),
    path("isian/buang/", views.throw_away, name="isian-buang"),
]
