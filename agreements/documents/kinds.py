"""Each kind of paper: its title, template and number series."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentKind:
    code: str
    title: str
    template: str
    series: str


KINDS = {
    code: DocumentKind(code, title, f"documents/{template}.html", series)
    for code, title, template, series in (
        ("kak", "Kerangka Acuan Kerja", "kak", "KAK"),
        ("penawaran", "Surat Penawaran", "letter_offer", "PNW"),
        ("permintaan_kedua", "Permintaan Tanggapan Kedua", "letter_second_request", "PNW"),
        ("laporan_gubernur", "Laporan kepada Gubernur", "letter_governor", "LAP"),
        ("jawaban_penawaran", "Jawaban Penawaran", "letter_answer", "JWB"),
        ("ba_tkksd", "Berita Acara Rapat TKKSD", "minutes", "BA"),
        ("permohonan_dprd", "Permohonan Persetujuan DPRD", "letter_dprd", "DPRD"),
        ("kesepakatan_bersama", "Kesepakatan Bersama", "naskah", "KB"),
        ("perjanjian_kerja_sama", "Perjanjian Kerja Sama", "naskah", "PKS"),
        ("nota_kesepakatan", "Nota Kesepakatan", "naskah", "NK"),
        ("rencana_kerja", "Rencana Kerja", "work_plan", "RK"),
        ("surat_kuasa", "Surat Kuasa", "proxy", "SK"),
    )
}
