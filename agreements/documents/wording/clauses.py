"""The parts a naskah must hold at least: P22 Pasal 40 (KB), 41 (PKS), 42 (NK); sanksi by PP 28/2018
Pasal 19.

Each part has a standard text, woven from what the proposal says; agreement.clauses[kind][part]
stands in its place when it is filled.
"""

from collections.abc import Callable

from agreements.documents.kinds import KINDS
from agreements.documents.text.indonesian import (
    BLANK,
    duration_in_words,
    flatten_name,
    introduce_text,
    is_phrase,
    letter_list,
    number_ayat,
    number_in_words,
    phrase_inside_sentence,
    rupiah_in_words,
    short_date,
)
from agreements.documents.wording import change_clauses, foreign_change_clauses
from agreements.models import Agreement, DocumentState
from kerjasama.accounts.models import RegionProfile

TITLES = {
    "latar_belakang": "Latar Belakang",
    "maksud_tujuan": "Maksud dan Tujuan",
    "lokasi": "Lokasi",
    "objek": "Objek",
    "ruang_lingkup": "Ruang Lingkup",
    "pelaksanaan": "Pelaksanaan",
    "hak_kewajiban": "Hak dan Kewajiban",
    "tugas": "Tugas dan Tanggung Jawab",
    "pembiayaan": "Pembiayaan",
    "jangka_waktu": "Jangka Waktu",
    "perselisihan": "Penyelesaian Perselisihan",
    "kahar": "Keadaan Kahar",
    "pengakhiran": "Pengakhiran Kerja Sama",
    "sanksi": "Sanksi",
    "surat_menyurat": "Surat-Menyurat",
    "lain_lain": "Lain-Lain",
}
FIRST, SECOND = "PIHAK KESATU", "PIHAK KEDUA"


def clause_texts_of(agreement: Agreement, kind: str) -> list[tuple[str, str]]:
    """(title, text) of each Pasal of a naskah, in the order of the law; empty for other papers."""
    return [
        (title, own or standard) for _, title, standard, own in clauses_of_naskah(kind, agreement)
    ]


def clauses_of_naskah(kind: str, agreement: Agreement) -> list[tuple[str, str, str, str]]:
    """(part, title, standard text, own text) of each Pasal; the own text is empty where the
    standard stands.

    A naskah in two languages has each Pasal twice, the Indonesian and then the English.
    """
    if is_bilingual(kind):
        return [
            article[:]
            for pair in foreign_change_clauses.articles_abroad_of(kind, agreement)
            for article in pair
        ]
    if KINDS[kind].changes:
        return change_clauses.clauses_of_change(kind, agreement)
    own = (agreement.clauses or {}).get(kind) or {}
    return [
        (part, TITLES[part], STANDARD[part](agreement, kind), (own.get(part) or "").strip())
        for part in part_codes(kind, agreement)
    ]


def is_bilingual(kind: str) -> bool:
    return KINDS[kind].is_bilingual


def clauses_side_by_side(kind: str, agreement: Agreement) -> list[dict]:
    """Each Pasal with its texts, and whether it was reworded in one of its two languages only."""
    texts, languages = clauses_of_naskah(kind, agreement), 2 if is_bilingual(kind) else 1
    pairs = [texts[place : place + languages] for place in range(0, len(texts), languages)]
    return [
        {"texts": pair, "one_sided": len({bool(own) for *_, own in pair}) > 1} for pair in pairs
    ]


def part_codes(kind: str, agreement: Agreement) -> tuple[str, ...]:
    """The Pasal of a naskah, in its order; empty for other papers."""
    paper = KINDS[kind]
    if paper.is_bilingual or paper.changes:
        return tuple(part for part, *_ in clauses_of_naskah(kind, agreement))
    if paper.wording is None:
        return ()
    more = paper.wording.with_third_party if is_with_third_party(agreement) else ()
    return (*paper.wording.parts, *more)


def names_partner_first(agreement: Agreement, kind: str) -> bool:
    """Whether the partner is PIHAK KESATU; a change follows the naskah that it changes."""
    base = agreement.naskah_diubah if KINDS[kind].changes_at_home else kind
    return base in KINDS and KINDS[base].names_partner_first


def is_with_third_party(agreement: Agreement) -> bool:
    return agreement.track.is_with_third_party


def is_with_region(agreement: Agreement) -> bool:
    return agreement.track.is_with_region


def months_of(agreement: Agreement, kind: str) -> int | None:
    own = agreement.pks_bulan if kind == "perjanjian_kerja_sama" else None
    return own or agreement.jangka_waktu_bulan


def parent_kb_reference(agreement: Agreement) -> str:
    """The signed Kesepakatan Bersama a PKS stands under, by number, date and subject; empty when
    none is known.
    """
    case = agreement.parent or agreement
    papers = [
        p
        for p in case.documents.all()
        if p.kind == "kesepakatan_bersama" and p.state == DocumentState.READY and not p.draft
    ]
    signings = [
        row
        for row in case.evidence.all()
        if row.requirement_code == "ttd_kesepakatan_bersama" and not row.void
    ]
    paper = max(papers, key=lambda row: row.pk, default=None)
    signed = max(signings, key=lambda row: row.pk, default=None)
    number = paper.number if paper else case.naskah_number or (signed.number if signed else "")
    if not number:
        return ""
    day = f" tanggal {short_date(signed.decided_on)}" if signed and signed.decided_on else ""
    return f"Kesepakatan Bersama Nomor {number}{day} tentang {flatten_name(case.title)}"


def _name(kind: str) -> str:
    return KINDS[kind].title


def _background(a: Agreement, kind: str) -> str:
    return a.latar_belakang.strip() or BLANK


def _aims(a: Agreement, kind: str) -> str:
    name, mother_text = (
        _name(kind),
        parent_kb_reference(a) if kind == "perjanjian_kerja_sama" else "",
    )
    ground = (
        f"sebagai pelaksanaan {mother_text}"
        if mother_text
        else (
            "sebagai landasan bagi PARA PIHAK dalam melaksanakan kerja sama tentang"
            f" {flatten_name(a.title)}"
        )
    )
    text = a.maksud_tujuan.strip()
    if is_phrase(text) and not text.lower().startswith(("maksud", "tujuan")):
        return number_ayat(
            f"Maksud {name} ini adalah {ground}.", introduce_text(f"Tujuan {name} ini adalah", text)
        )
    return number_ayat(
        f"{name} ini dibuat {ground}.", introduce_text(f"Maksud dan tujuan {name} ini adalah", text)
    )


def _object(a: Agreement, kind: str) -> str:
    return number_ayat(introduce_text(f"Objek {_name(kind)} ini adalah", a.objek or a.title))


def _scope(a: Agreement, kind: str) -> str:
    return number_ayat(
        introduce_text(f"Ruang lingkup {_name(kind)} ini meliputi", letter_list(a.ruang_lingkup))
    )


def _place(a: Agreement, kind: str) -> str:
    text = a.lokasi.strip()
    if text.lower().startswith("di ") and is_phrase(text):
        return f"{_name(kind)} ini dilaksanakan di {flatten_name(text[3:])}."
    return introduce_text(f"Lokasi pelaksanaan {_name(kind)} ini adalah", text)


def _carrying_out(a: Agreement, kind: str) -> str:
    name, ours = _name(kind), SECOND if KINDS[kind].names_partner_first else FIRST
    theirs = FIRST if ours == SECOND else SECOND
    unit = (
        f"{ours} menugaskan {flatten_name(a.owner.name)} untuk mengoordinasikan pelaksanaan {name}"
        " ini."
    )
    liaison = (
        f"{theirs} menunjuk pejabat atau unit kerja penghubung dan memberitahukannya secara"
        f" tertulis kepada {ours}."
    )
    review = (
        "PARA PIHAK melakukan pemantauan dan evaluasi paling sedikit 2 (dua) kali dalam 1 (satu)"
        " tahun."
    )
    report = f"Hasil pemantauan dan evaluasi menjadi bahan laporan pelaksanaan {name} ini."
    if kind == "perjanjian_kerja_sama":
        begin = (
            f"PARA PIHAK melaksanakan {name} ini sesuai dengan tugas, fungsi, dan kewenangan"
            " masing-masing serta ketentuan peraturan perundang-undangan."
        )
        change = (
            f"Materi {name} ini dapat ditambah atau dikurangi atas kesepakatan PARA PIHAK, yang"
            f" dituangkan dalam adendum sebagai bagian tidak terpisahkan dari {name} ini."
        )
        return number_ayat(begin, unit, liaison, f"{review} {report}", change)
    if kind == "nota_kesepakatan":
        begin = (
            f"{name} ini dilaksanakan menurut Rencana Kerja yang disepakati PARA PIHAK dan menjadi"
            f" bagian tidak terpisahkan dari {name} ini."
        )
        return number_ayat(begin, unit, liaison, f"{review} {report}")
    follow = (
        f"{name} ini ditindaklanjuti dengan Perjanjian Kerja Sama yang memuat hak dan kewajiban"
        " PARA PIHAK."
    )
    signs = (
        "Perjanjian Kerja Sama sebagaimana dimaksud pada ayat (1) ditandatangani oleh PARA PIHAK"
        " atau pejabat yang diberi kuasa oleh masing-masing PIHAK."
    )
    return number_ayat(follow, signs, unit, liaison)


def _term(a: Agreement, kind: str) -> str:
    name = _name(kind)
    return number_ayat(
        f"{name} ini berlaku untuk jangka waktu {duration_in_words(months_of(a, kind))} terhitung"
        " sejak tanggal ditandatangani.",
        "Jangka waktu sebagaimana dimaksud pada ayat (1) dapat diperpanjang atas kesepakatan"
        " tertulis PARA PIHAK berdasarkan hasil evaluasi.",
        f"PIHAK yang bermaksud memperpanjang atau mengakhiri {name} ini sebelum jangka waktunya"
        " berakhir memberitahukannya secara tertulis kepada PIHAK lainnya paling lambat"
        f" {number_in_words(3)} bulan sebelumnya.",
    )


def _letters(a: Agreement, kind: str) -> str:
    ours, theirs = _our_address(RegionProfile.current(), a), _their_address(a)
    first, second = (theirs, ours) if KINDS[kind].names_partner_first else (ours, theirs)
    return number_ayat(
        f"Surat-menyurat, pemberitahuan, dan komunikasi sehubungan dengan {_name(kind)} ini"
        f" dilakukan secara tertulis dan disampaikan kepada:\na. {FIRST}: {first}; dan\nb."
        f" {SECOND}: {second}.",
        "Perubahan alamat sebagaimana dimaksud pada ayat (1) diberitahukan secara tertulis kepada"
        f" PIHAK lainnya paling lambat {number_in_words(7)} hari kerja sebelum perubahan itu"
        " berlaku.",
    )


def _our_address(region: RegionProfile, a: Agreement) -> str:
    return _address(
        f"{region.name}, melalui {flatten_name(a.owner.name)}",
        region.address or region.seat,
        region.phone,
        region.email,
    )


def _their_address(a: Agreement) -> str:
    p = a.partner
    return _address(p.name, p.address, p.phone, p.email) if p else BLANK


def _address(name: str, street: str, phone: str, email: str) -> str:
    told = [
        flatten_name(name),
        f"alamat {one_line(street) or BLANK}",
        phone and f"telepon {flatten_name(phone)}",
        email and f"pos-el {email}",
    ]
    return ", ".join(part for part in told if part)


def one_line(text: str) -> str:
    """An address of several lines on one."""
    return ", ".join(flatten_name(line) for line in text.splitlines() if line.strip())


def _other(a: Agreement, kind: str) -> str:
    name = _name(kind)
    return number_ayat(
        f"Hal yang belum diatur atau perlu diubah dalam {name} ini disepakati PARA PIHAK secara"
        f" tertulis dalam adendum sebagai bagian tidak terpisahkan dari {name} ini.",
        f"{name} ini tidak berakhir karena pergantian kepemimpinan pada PARA PIHAK.",
        (
            ""
            if kind == "nota_kesepakatan"
            else (
                f"Perselisihan yang timbul dalam pelaksanaan {name} ini diselesaikan secara"
                " musyawarah untuk mufakat."
            )
        ),
    )


def _rights(a: Agreement, kind: str) -> str:
    return number_ayat(
        f"{FIRST} berhak:\na. memperoleh hasil pelaksanaan {_name(kind)} ini sesuai dengan ruang"
        f" lingkup;\nb. memperoleh data dan informasi yang diperlukan dari {SECOND}; dan\nc."
        " memantau dan mengevaluasi pelaksanaannya.",
        f"{FIRST} berkewajiban:\na. menyediakan data, informasi, dan dukungan yang diperlukan"
        " sesuai dengan kewenangannya;\nb. mengoordinasikan perangkat daerah terkait; dan\nc."
        " melaksanakan pembiayaan yang menjadi bagiannya.",
        f"{SECOND} berhak:\na. memperoleh data, informasi, dan dukungan yang diperlukan dari"
        f" {FIRST}; dan\nb. memperoleh manfaat kerja sama sesuai dengan ruang lingkup.",
        f"{SECOND} berkewajiban:\na. melaksanakan kegiatan yang menjadi bagiannya sesuai dengan"
        " ruang lingkup dan jangka waktu;\nb. menjaga kerahasiaan data dan informasi yang diterima"
        f" dari {FIRST};\nc. melaksanakan pembiayaan yang menjadi bagiannya; dan\nd. menyampaikan"
        f" laporan pelaksanaan secara tertulis setiap {number_in_words(6)} bulan.",
    )


def _duties(a: Agreement, kind: str) -> str:
    return number_ayat(
        f"{FIRST} mempunyai tugas dan tanggung jawab:\na. menyediakan data, pedoman, dan bimbingan"
        " teknis sesuai dengan kewenangannya;\nb. melaksanakan kegiatan yang menjadi bagiannya"
        " dalam Rencana Kerja; dan\nc. melakukan pemantauan dan evaluasi.",
        f"{SECOND} mempunyai tugas dan tanggung jawab:\na. menyediakan data, sumber daya, dan"
        " dukungan perangkat daerah terkait;\nb. melaksanakan kegiatan yang menjadi bagiannya"
        " dalam Rencana Kerja; dan\nc. menyampaikan laporan pelaksanaan secara berkala.",
        "Rincian tugas dan tanggung jawab sebagaimana dimaksud pada ayat (1) dan ayat (2)"
        " dituangkan dalam Rencana Kerja.",
    )


def _funding(a: Agreement, kind: str) -> str:
    name, text = _name(kind), a.pembiayaan.strip()
    verb = phrase_inside_sentence(text).split(" ")[0].lower() if text else ""
    if not text:
        source = f"Pembiayaan pelaksanaan {name} ini dibebankan pada {BLANK}"
    elif is_phrase(text) and verb.startswith(("di", "ber", "men", "ter")):
        source = introduce_text(f"Pembiayaan pelaksanaan {name} ini", text)
    else:
        source = f"Pembiayaan pelaksanaan {name} ini diatur sebagai berikut:\n{text}"
    return number_ayat(
        source,
        f"Nilai {name} ini sebesar {rupiah_in_words(a.nilai)}." if a.nilai else "",
        "Pembiayaan yang bersumber dari Anggaran Pendapatan dan Belanja Daerah dilaksanakan sesuai"
        " dengan kemampuan keuangan daerah dan ketentuan peraturan perundang-undangan.",
    )


def _disputes(a: Agreement, kind: str) -> str:
    first = (
        f"Perselisihan yang timbul dalam pelaksanaan {_name(kind)} ini diselesaikan PARA PIHAK"
        " secara musyawarah untuk mufakat."
    )
    minutes = (
        "Hasil musyawarah sebagaimana dimaksud pada ayat (1) dituangkan dalam berita acara yang"
        " ditandatangani PARA PIHAK."
    )
    if is_with_region(a):
        return number_ayat(
            first,
            minutes,
            "Dalam hal musyawarah tidak mencapai kesepakatan, perselisihan diselesaikan menurut"
            " tata cara penyelesaian perselisihan kerja sama daerah dengan daerah lain dalam"
            " Peraturan Menteri Dalam Negeri Nomor 22 Tahun 2020.",
        )
    return number_ayat(
        first,
        minutes,
        f"Dalam hal musyawarah tidak mencapai mufakat dalam waktu {number_in_words(30)} hari sejak"
        " salah satu PIHAK memberitahukan perselisihan secara tertulis, PARA PIHAK"
        " menyelesaikannya melalui pengadilan negeri yang wilayah hukumnya meliputi"
        f" {RegionProfile.current().seat}.",
    )


def _force(a: Agreement, kind: str) -> str:
    return number_ayat(
        "Keadaan kahar adalah keadaan di luar kemampuan PARA PIHAK yang secara langsung menghalangi"
        " pelaksanaan kewajiban, antara lain bencana alam, bencana nonalam, kebakaran, huru-hara,"
        " dan perubahan kebijakan berdasarkan ketentuan peraturan perundang-undangan.",
        "PIHAK yang mengalami keadaan kahar memberitahukannya secara tertulis kepada PIHAK lainnya"
        f" paling lambat {number_in_words(14)} hari kalender sejak terjadinya, disertai keterangan"
        " dari instansi yang berwenang.",
        "PIHAK yang mengalami keadaan kahar tidak dikenai tuntutan atas kewajiban yang tidak dapat"
        " dilaksanakan karenanya.",
        "PARA PIHAK bermusyawarah mengenai kelanjutan pelaksanaan kewajiban setelah keadaan kahar"
        " berakhir.",
    )


def _ending(a: Agreement, kind: str) -> str:
    name = _name(kind)
    causes = [
        "jangka waktunya berakhir",
        "tujuannya telah tercapai",
        "PARA PIHAK sepakat mengakhirinya",
        (
            "terjadi perubahan kebijakan berdasarkan ketentuan peraturan perundang-undangan yang"
            f" mengakibatkan {name} ini tidak dapat dilaksanakan"
        ),
        "objeknya hilang atau musnah",
    ]
    if is_with_third_party(a):
        causes += [
            "terdapat putusan pengadilan yang telah memperoleh kekuatan hukum tetap",
            f"{SECOND} dinyatakan pailit sesuai dengan ketentuan peraturan perundang-undangan",
        ]
    listed = ";\n".join(
        f"{letter}. {cause}" for letter, cause in zip("abcdefg", causes, strict=False)
    )
    head, _, tail = listed.rpartition(";\n")
    return number_ayat(
        f"{name} ini berakhir dalam hal:\n{head}; atau\n{tail}.",
        f"{name} ini tidak berakhir karena pergantian kepemimpinan pada PARA PIHAK.",
        f"Berakhirnya {name} ini tidak menghapus hak dan kewajiban PARA PIHAK yang telah timbul dan"
        " belum diselesaikan.",
    )


def _sanctions(a: Agreement, kind: str) -> str:
    return number_ayat(
        f"PIHAK yang tidak memenuhi kewajibannya menurut {_name(kind)} ini diberi teguran tertulis"
        f" oleh PIHAK lainnya paling banyak {number_in_words(3)} kali, masing-masing dengan"
        f" tenggang waktu {number_in_words(14)} hari kalender.",
        "Dalam hal teguran tertulis sebagaimana dimaksud pada ayat (1) tidak dipenuhi, PIHAK"
        " lainnya dapat:\na. menangguhkan pelaksanaan kewajibannya;\nb. menuntut ganti rugi atas"
        f" kerugian yang nyata; dan/atau\nc. mengakhiri {_name(kind)} ini secara sepihak dengan"
        " pemberitahuan tertulis.",
        "Sanksi sebagaimana dimaksud pada ayat (1) dan ayat (2) tidak berlaku dalam hal kewajiban"
        " tidak dipenuhi karena keadaan kahar.",
    )


STANDARD: dict[str, Callable[[Agreement, str], str]] = {
    "latar_belakang": _background,
    "maksud_tujuan": _aims,
    "lokasi": _place,
    "objek": _object,
    "ruang_lingkup": _scope,
    "pelaksanaan": _carrying_out,
    "hak_kewajiban": _rights,
    "tugas": _duties,
    "pembiayaan": _funding,
    "jangka_waktu": _term,
    "perselisihan": _disputes,
    "kahar": _force,
    "pengakhiran": _ending,
    "sanksi": _sanctions,
    "surat_menyurat": _letters,
    "lain_lain": _other,
}
