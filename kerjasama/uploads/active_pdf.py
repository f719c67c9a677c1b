"""A PDF that would run something on its reader's computer is refused; how to mend it is said."""

import re

from kerjasama.uploads.confined import Broken, OutOfTime, run_confined
from kerjasama.uploads.findings import Active

# Nothing active stands in a PDF without one of these words in plain sight, a name spelled in
# digits, or objects packed away or encrypted, where the words cannot be seen.
SUSPICIOUS = re.compile(
    rb"/(?:JavaScript|JS|Launch|ImportData|EF|EmbeddedFile|XFA|RichMedia|ObjStm|Encrypt)\b"
    rb"|/[A-Za-z]{0,20}#[0-9A-Fa-f]{2}"
)
SIGNED = b"/ByteRange"  # no electronic signature stands without it
AGAIN = " Buka berkasnya, simpan dengan “Cetak ke PDF”, lalu unggah hasilnya."
UNSIGNED = (
    " Berkas ini bertanda tangan elektronik: mintalah kepada pengirimnya berkas tanpa isi aktif,"
    " yang ditandatangani lagi."
)
TOLD = {
    Active.SCRIPT: "PDF ini memuat kode JavaScript yang dapat berjalan sendiri." + AGAIN,
    Active.LAUNCH: "PDF ini memuat perintah untuk menjalankan program." + AGAIN,
    Active.PROGRAM: "PDF ini membawa berkas program di dalamnya." + AGAIN,
    Active.DYNAMIC_FORM: "PDF ini formulir dinamis (XFA), bukan dokumen." + AGAIN,
    Active.LOCKED: "PDF ini terkunci kata sandi. Simpan tanpa kata sandi, lalu unggah lagi.",
    Active.DAMAGED: "PDF ini rusak atau tidak lazim." + AGAIN,
    Active.ENDLESS: "PDF ini terlalu rumit untuk diperiksa." + AGAIN,
}


def refusal_of_pdf(content: bytes) -> str:
    """Why this PDF is not taken, as it is said at the field; empty where it may be."""
    found = find_in_pdf(content)
    if found is None:
        return ""
    if SIGNED in content:  # printed anew, it would lose its signature
        return TOLD[found].replace(AGAIN, UNSIGNED)
    return TOLD[found]


def find_in_pdf(content: bytes) -> Active | None:
    """What in this PDF could run. It is read by a program apart where anything is to be feared."""
    if not SUSPICIOUS.search(content):
        return None
    try:
        said = run_confined("kerjasama.uploads.active_content", content)
    except OutOfTime:
        return Active.ENDLESS
    except Broken:
        return Active.DAMAGED
    if not said:
        return None
    return Active(said.decode())
