"""The addresses of letters."""

from django.urls import path

from agreements.views.letters import incoming, initials, letter, register

urlpatterns = [
    path("surat/", register.show_letters, name="surat-daftar"),
    path("surat/baru/", register.begin_letter_view, name="surat-baru"),
    path("surat/<int:pk>/", letter.show_letter, name="surat"),
    path("surat/<int:pk>/ubah/", letter.edit_letter_view, name="surat-ubah"),
    path("surat/<int:pk>/pratinjau/", letter.preview_letter, name="surat-pratinjau"),
    path("surat/<int:pk>/baku/", letter.reset_letter_view, name="surat-baku"),
    path("surat/<int:pk>/paraf/", letter.initial_letter_view, name="surat-paraf"),
    path("surat/<int:pk>/nomor/", letter.number_letter_view, name="surat-nomor"),
    path("surat/<int:pk>/tanda-tangan/", letter.sign_letter_view, name="surat-tanda-tangan"),
    path(
        "surat/<int:pk>/tanda-tangan-basah/",
        letter.record_hand_signature_view,
        name="surat-tanda-tangan-basah",
    ),
    path(
        "surat/<int:pk>/tarik-tanda-tangan/", letter.take_back_scan_view, name="surat-tarik-tanda"
    ),
    path("surat/<int:pk>/blok/", letter.show_typed_letter, name="surat-blok"),
    path("surat/<int:pk>/ulang/", letter.retry_letter_view, name="surat-ulang"),
    path("surat/<int:pk>/berkas/", letter.download_letter, name="surat-berkas"),
    path(
        "surat/<int:pk>/bertanda-tangan/",
        letter.download_signed_letter,
        name="surat-bertanda-tangan",
    ),
    path("surat/<int:pk>/kirim/", letter.record_sending_view, name="surat-kirim"),
    path("surat/<int:pk>/batal/", letter.cancel_letter_view, name="surat-batal"),
    path("surat-masuk/", incoming.show_incoming, name="surat-masuk"),
    path("surat-masuk/catat/", incoming.register_incoming, name="surat-masuk-catat"),
    path("surat-masuk/<int:pk>/", incoming.show_incoming_letter, name="surat-masuk-rinci"),
    path("surat-masuk/<int:pk>/berkas/", incoming.download_incoming, name="surat-masuk-berkas"),
    path("pengaturan/paraf-surat/", initials.show_initials, name="paraf-surat"),
    path("pengaturan/paraf-surat/<slug:kind>/", initials.edit_initials, name="paraf-surat-jenis"),
]
