from django.urls import path

from .views import acts, pages, proposing

urlpatterns = [
    path("", pages.home, name="beranda"),
    path("alur/", pages.tracks, name="alur"),
    path("dasbor/", pages.dashboard, name="dasbor"),
    path("kerja-sama/", pages.register, name="daftar"),
    path("kerja-sama/baru/", proposing.choose, name="pilih-jalur"),
    path("kerja-sama/baru/<slug:track>/", proposing.propose, name="ajukan"),
    path("kerja-sama/<int:pk>/", pages.detail, name="kerja-sama"),
    path("kerja-sama/<int:pk>/ubah/", proposing.edit, name="ubah"),
    path("kerja-sama/<int:pk>/penuhi/<slug:code>/", acts.meet, name="penuhi"),
    path("kerja-sama/<int:pk>/teruskan/", acts.complete, name="teruskan"),
    path("kerja-sama/<int:pk>/kembalikan/", acts.send_back, name="kembalikan"),
    path("kerja-sama/<int:pk>/hentikan/", acts.halt, name="hentikan"),
    path("kerja-sama/<int:pk>/lanjutkan/", acts.resume, name="lanjutkan"),
    path("kerja-sama/<int:pk>/perbaikan/<int:item>/", acts.resolve, name="perbaikan"),
    path("kerja-sama/<int:pk>/dokumen/<slug:kind>/", acts.order, name="buat-dokumen"),
    path("dokumen/<int:pk>/", pages.document, name="dokumen"),
    path("dokumen/<int:pk>/ulang/", acts.retry, name="ulangi-dokumen"),
    path("berkas/<int:pk>/", pages.attachment, name="berkas"),
]
