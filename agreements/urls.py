from django.urls import path

from .views import acting, case, proposing, reading, terms

urlpatterns = [
    path("", reading.home, name="beranda"),
    path("alur/", reading.tracks, name="alur"),
    path("alur/<slug:code>/", reading.track, name="alur-rinci"),
    path("dasbor/", reading.dashboard, name="dasbor"),
    path("pengaturan/tenggat/", terms.settings, name="tenggat"),
    path("pengaturan/hari-libur/", terms.days_off, name="hari-libur"),
    path("kerja-sama/", reading.register, name="daftar"),
    path("kerja-sama/baru/", proposing.choose, name="pilih-jalur"),
    path("kerja-sama/baru/<slug:track>/", proposing.propose, name="ajukan"),
    path("kerja-sama/<int:pk>/", case.detail, name="kerja-sama"),
    path("kerja-sama/<int:pk>/dokumen/", case.progress, name="dokumen-berkas"),
    path("kerja-sama/<int:pk>/ubah/<slug:step>/", proposing.edit, name="ubah"),
    path("kerja-sama/<int:pk>/calon-mitra/", proposing.candidates, name="calon-mitra"),
    path("kerja-sama/<int:pk>/redaksi/<slug:kind>/", proposing.wording, name="redaksi"),
    path("kerja-sama/<int:pk>/penuhi/<slug:code>/", acting.meet, name="penuhi"),
    path("kerja-sama/<int:pk>/teruskan/", acting.complete, name="teruskan"),
    path("kerja-sama/<int:pk>/kembalikan/", acting.send_back, name="kembalikan"),
    path("kerja-sama/<int:pk>/hentikan/", acting.halt, name="hentikan"),
    path("kerja-sama/<int:pk>/lanjutkan/", acting.resume, name="lanjutkan"),
    path("kerja-sama/<int:pk>/versi/", acting.change_version, name="versi"),
    path("kerja-sama/<int:pk>/tanggapan/", acting.comment, name="tanggapan"),
    path("kerja-sama/<int:pk>/perbaikan/<int:item>/", acting.resolve, name="perbaikan"),
    path("kerja-sama/<int:pk>/dokumen/<slug:kind>/", acting.order, name="buat-dokumen"),
    path("dokumen/<int:pk>/", case.document, name="dokumen"),
    path("dokumen/<int:pk>/ulang/", acting.retry, name="ulangi-dokumen"),
    path("berkas/<int:pk>/", case.attachment, name="berkas"),
]
