"""What Pasal are about that no law lists for a naskah: the topics of the library, in the order in
which they are offered. Our practice, without an article.
"""

from typing import NamedTuple


class Topic(NamedTuple):
    """A topic: the title of its Pasal in Indonesian and English."""

    title: str
    title_en: str


TOPICS = {
    "definisi": Topic("Definisi", "Definitions"),
    "kerahasiaan": Topic("Kerahasiaan", "Confidentiality"),
    "data_pribadi": Topic("Pelindungan Data Pribadi", "Personal Data Protection"),
    "hki": Topic("Hak Kekayaan Intelektual", "Intellectual Property Rights"),
    "korespondensi": Topic("Korespondensi", "Correspondence"),
    "perubahan_alamat": Topic("Perubahan Alamat", "Change of Address"),
    "antikorupsi": Topic("Antikorupsi", "Anti-Corruption"),
    "keadaan_kahar": Topic("Keadaan Kahar", "Force Majeure"),
    "pengalihan": Topic("Pengalihan Hak dan Kewajiban", "Assignment"),
    "pemantauan": Topic("Pemantauan dan Evaluasi", "Monitoring and Evaluation"),
    "pernyataan": Topic("Pernyataan dan Jaminan", "Representations and Warranties"),
    "ketentuan_lain": Topic("Lain-Lain", "Miscellaneous"),
    "penutup": Topic("Penutup", "Closing Provisions"),
}
