from django.urls import path

from . import views

urlpatterns = [
    path("tugas/", views.show_inbox, name="tugas"),
    path("tugas/<int:pk>/", views.open_notice, name="tugas-buka"),
    path("pengaturan/pemberitahuan/", views.edit_preferences, name="pemberitahuan"),
    path("pengaturan/pemberitahuan/kalender/", views.calendar_link, name="tautan-kalender"),
    path("kalender/<str:token>.ics", views.download_calendar, name="kalender"),
    path("pengaturan/pengiriman/", views.show_deliveries, name="pengiriman"),
    path(
        "pengaturan/pengiriman/<int:pk>/ulang/", views.retry_delivery_view, name="ulangi-pengiriman"
    ),
    path("surel/", views.caught_mails, name="surel"),
    path("surel/<str:key>/", views.caught_mail, name="surel-rinci"),
]
