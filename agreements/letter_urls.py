"""The addresses of letters."""

from django.urls import path

from agreements.views.letters import initials, letter

urlpatterns = [
    path("surat/<int:pk>/", letter.show_letter, name="surat"),
    path("surat/<int:pk>/ubah/", letter.edit_letter_view, name="surat-ubah"),
    path("surat/<int:pk>/pratinjau/", letter.preview_letter, name="surat-pratinjau"),
    path("surat/<int:pk>/baku/", letter.reset_letter_view, name="surat-baku"),
    path("surat/<int:pk>/paraf/", letter.initial_letter_view, name="surat-paraf"),
    path("surat/<int:pk>/nomor/", letter.number_letter_view, name="surat-nomor"),
    path("surat/<int:pk>/tanda-tangan/", letter.sign_letter_view, name="surat-tanda-tangan"),
    path("surat/<int:pk>/kirim/", letter.record_sending_view, name="surat-kirim"),
    path("surat/<int:pk>/batal/", letter.cancel_letter_view, name="surat-batal"),
    path("pengaturan/paraf-surat/", initials.show_initials, name="paraf-surat"),
    path("pengaturan/paraf-surat/<slug:kind>/", initials.edit_initials, name="paraf-surat-jenis"),
]
