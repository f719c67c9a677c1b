from django.urls import path

from . import views

urlpatterns = [
    path("isian/", views.list_or_keep_drafts, name="isian"),
    path("isian/buang/", views.delete_draft_view, name="isian-buang"),
]
