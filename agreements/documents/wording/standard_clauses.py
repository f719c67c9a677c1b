"""The standard text of each Pasal of a naskah at home, woven from what the proposal says."""

from collections.abc import Callable

from agreements.documents.kinds import DocumentCode
from agreements.documents.text.indonesian import (
    BLANK,
    flatten_name,
    introduce_text,
    is_phrase,
    join_names,
    letter_list,
    letter_points,
    number_ayat,
    number_in_words,
    phrase_inside_sentence,
)
from agreements.documents.wording.naskah_facts import (
    call_of_region,
    calls_of_parties,
    calls_of_partners,
    name_of_naskah,
    one_line,
    parent_kb_reference,
)
from agreements.documents.wording.term_wording import term_ayat
from agreements.documents.wording.worth_wording import result_ayat, value_ayat
from agreements.models import Agreement, Party
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
# What ends a naskah that no day ends.
BY_NOTICE = "salah satu PIHAK mengakhirinya dengan pemberitahuan menurut Pasal tentang jangka waktu"


def _name(a: Agreement, kind: str) -> str:
    return name_of_naskah(kind, is_contract=a.judul_kontrak)


def _background(a: Agreement, kind: str) -> str:
    return a.latar_belakang.strip() or BLANK


def _aims(a: Agreement, kind: str) -> str:
    name, ground, text = _name(a, kind), _ground(a, kind), a.maksud_tujuan.strip()
    if is_phrase(text) and not text.lower().startswith(("maksud", "tujuan")):
        return number_ayat(
            f"Maksud {name} ini adalah {ground}.", introduce_text(f"Tujuan {name} ini adalah", text)
        )
    return number_ayat(
        f"{name} ini dibuat {ground}.", introduce_text(f"Maksud dan tujuan {name} ini adalah", text)
    )


def _ground(a: Agreement, kind: str) -> str:
    """On what it is made: the Kesepakatan Bersama above a PKS, or else the cooperation itself."""
    is_contract = kind == DocumentCode.PERJANJIAN_KERJA_SAMA
    if is_contract and (mother := parent_kb_reference(a)):
        return f"sebagai pelaksanaan {mother}"
    title = flatten_name(a.title)
    return f"sebagai landasan bagi PARA PIHAK dalam melaksanakan kerja sama tentang {title}"


def _object(a: Agreement, kind: str) -> str:
    return number_ayat(introduce_text(f"Objek {_name(a, kind)} ini adalah", a.objek or a.title))


def _scope(a: Agreement, kind: str) -> str:
    return number_ayat(
        introduce_text(f"Ruang lingkup {_name(a, kind)} ini meliputi", letter_list(a.ruang_lingkup))
    )


def _place(a: Agreement, kind: str) -> str:
    text = a.lokasi.strip()
    if text.lower().startswith("di ") and is_phrase(text):
        return f"{_name(a, kind)} ini dilaksanakan di {flatten_name(text[3:])}."
    return introduce_text(f"Lokasi pelaksanaan {_name(a, kind)} ini adalah", text)


def _theirs(a: Agreement) -> str:
    """The partners as the naskah calls them."""
    return join_names(calls_of_partners(a))


def _each_of_them(a: Agreement) -> str:
    """Said where several partners do the same, each for itself."""
    return " masing-masing" if len(calls_of_partners(a)) > 1 else ""


def _carrying_out(a: Agreement, kind: str) -> str:
    name, ours = _name(a, kind), call_of_region(a)
    unit = (
        f"{ours} menugaskan {flatten_name(a.owner.name)} untuk mengoordinasikan pelaksanaan {name}"
        " ini."
    )
    liaison = (
        f"{_theirs(a)}{_each_of_them(a)} menunjuk pejabat atau unit kerja penghubung dan"
        f" memberitahukannya secara tertulis kepada {ours}."
    )
    review = (
        "PARA PIHAK melakukan pemantauan dan evaluasi paling sedikit 2 (dua) kali dalam 1 (satu)"
        " tahun."
    )
    report = f"Hasil pemantauan dan evaluasi menjadi bahan laporan pelaksanaan {name} ini."
    if kind == DocumentCode.PERJANJIAN_KERJA_SAMA:
        begin = (
            f"PARA PIHAK melaksanakan {name} ini sesuai dengan tugas, fungsi, dan kewenangan"
            " masing-masing serta ketentuan peraturan perundang-undangan."
        )
        change = (
            f"Materi {name} ini dapat ditambah atau dikurangi atas kesepakatan PARA PIHAK, yang"
            f" dituangkan dalam adendum sebagai bagian tidak terpisahkan dari {name} ini."
        )
        return number_ayat(begin, unit, liaison, f"{review} {report}", change)
    if kind == DocumentCode.NOTA_KESEPAKATAN:
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
    return term_ayat(_name(a, kind), a.term_of(kind))


def _letters(a: Agreement, kind: str) -> str:
    addresses = [f"{called}: {_address_of(a, party)}" for called, party in calls_of_parties(a)]
    return number_ayat(
        f"Surat-menyurat, pemberitahuan, dan komunikasi sehubungan dengan {_name(a, kind)} ini"
        f" dilakukan secara tertulis dan disampaikan kepada:\n{letter_points(addresses)}.",
        "Perubahan alamat sebagaimana dimaksud pada ayat (1) diberitahukan secara tertulis kepada"
        f" PIHAK lainnya paling lambat {number_in_words(7)} hari kerja sebelum perubahan itu"
        " berlaku.",
    )


def _address_of(a: Agreement, party: Party | None) -> str:
    if party is None:
        return BLANK
    if party.is_region:
        return _our_address(RegionProfile.current(), a)
    return _address(party.name, party.address, party.phone, party.email)


def _our_address(region: RegionProfile, a: Agreement) -> str:
    return _address(
        f"{region.name}, melalui {flatten_name(a.owner.name)}",
        region.address or region.seat,
        region.phone,
        region.email,
    )


def _address(name: str, street: str, phone: str, email: str) -> str:
    told = [
        flatten_name(name),
        f"alamat {one_line(street) or BLANK}",
        phone and f"telepon {flatten_name(phone)}",
        email and f"pos-el {email}",
    ]
    return ", ".join(part for part in told if part)


def _other(a: Agreement, kind: str) -> str:
    name = _name(a, kind)
    said = [
        f"Hal yang belum diatur atau perlu diubah dalam {name} ini disepakati PARA PIHAK secara"
        f" tertulis dalam adendum sebagai bagian tidak terpisahkan dari {name} ini.",
        f"{name} ini tidak berakhir karena pergantian kepemimpinan pada PARA PIHAK.",
    ]
    if kind != DocumentCode.NOTA_KESEPAKATAN:
        said.append(
            f"Perselisihan yang timbul dalam pelaksanaan {name} ini diselesaikan secara musyawarah"
            " untuk mufakat."
        )
    return number_ayat(*said)


def _rights(a: Agreement, kind: str) -> str:
    ours, theirs = call_of_region(a), _theirs(a)
    return number_ayat(
        f"{ours} berhak:\na. memperoleh hasil pelaksanaan {_name(a, kind)} ini sesuai dengan ruang"
        f" lingkup;\nb. memperoleh data dan informasi yang diperlukan dari {theirs}; dan\nc."
        " memantau dan mengevaluasi pelaksanaannya.",
        f"{ours} berkewajiban:\na. menyediakan data, informasi, dan dukungan yang diperlukan"
        " sesuai dengan kewenangannya;\nb. mengoordinasikan perangkat daerah terkait; dan\nc."
        " melaksanakan pembiayaan yang menjadi bagiannya.",
        *[ayat for called in calls_of_partners(a) for ayat in _rights_of_partner(called, ours)],
    )


def _rights_of_partner(called: str, ours: str) -> tuple[str, str]:
    """What one partner may ask and owes."""
    return (
        f"{called} berhak:\na. memperoleh data, informasi, dan dukungan yang diperlukan dari"
        f" {ours}; dan\nb. memperoleh manfaat kerja sama sesuai dengan ruang lingkup.",
        f"{called} berkewajiban:\na. melaksanakan kegiatan yang menjadi bagiannya sesuai dengan"
        " ruang lingkup dan jangka waktu;\nb. menjaga kerahasiaan data dan informasi yang diterima"
        f" dari {ours};\nc. melaksanakan pembiayaan yang menjadi bagiannya; dan\nd. menyampaikan"
        f" laporan pelaksanaan secara tertulis setiap {number_in_words(6)} bulan.",
    )


def _duties(a: Agreement, kind: str) -> str:
    ours = call_of_region(a)
    told = [
        _duties_of_region(called) if called == ours else _duties_of_ministry(called)
        for called, _ in calls_of_parties(a)
    ]
    through = "dan"
    if len(told) > 2:
        through = "sampai dengan"
    return number_ayat(
        *told,
        f"Rincian tugas dan tanggung jawab sebagaimana dimaksud pada ayat (1) {through} ayat"
        f" ({len(told)}) dituangkan dalam Rencana Kerja.",
    )


def _duties_of_ministry(called: str) -> str:
    return (
        f"{called} mempunyai tugas dan tanggung jawab:\na. menyediakan data, pedoman, dan bimbingan"
        " teknis sesuai dengan kewenangannya;\nb. melaksanakan kegiatan yang menjadi bagiannya"
        " dalam Rencana Kerja; dan\nc. melakukan pemantauan dan evaluasi."
    )


def _duties_of_region(called: str) -> str:
    return (
        f"{called} mempunyai tugas dan tanggung jawab:\na. menyediakan data, sumber daya, dan"
        " dukungan perangkat daerah terkait;\nb. melaksanakan kegiatan yang menjadi bagiannya"
        " dalam Rencana Kerja; dan\nc. menyampaikan laporan pelaksanaan secara berkala."
    )


def _funding(a: Agreement, kind: str) -> str:
    return number_ayat(
        _source_of_funds(a, kind),
        *value_ayat(_name(a, kind), a, (call_of_region(a), _theirs(a))),
        "Pembiayaan yang bersumber dari Anggaran Pendapatan dan Belanja Daerah dilaksanakan sesuai"
        " dengan kemampuan keuangan daerah dan ketentuan peraturan perundang-undangan.",
        *(result_ayat(a) if kind == DocumentCode.PERJANJIAN_KERJA_SAMA else ()),
    )


def _source_of_funds(a: Agreement, kind: str) -> str:
    begins, text = f"Pembiayaan pelaksanaan {_name(a, kind)} ini", a.pembiayaan.strip()
    if not text:
        return f"{begins} dibebankan pada {BLANK}"
    verb = phrase_inside_sentence(text).split(" ")[0].lower()
    if is_phrase(text) and verb.startswith(("di", "ber", "men", "ter")):
        return introduce_text(begins, text)
    return f"{begins} diatur sebagai berikut:\n{text}"


def _disputes(a: Agreement, kind: str) -> str:
    first = (
        f"Perselisihan yang timbul dalam pelaksanaan {_name(a, kind)} ini diselesaikan PARA PIHAK"
        " secara musyawarah untuk mufakat."
    )
    minutes = (
        "Hasil musyawarah sebagaimana dimaksud pada ayat (1) dituangkan dalam berita acara yang"
        " ditandatangani PARA PIHAK."
    )
    if a.track.is_with_region:
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
    name = _name(a, kind)
    causes = [
        BY_NOTICE if a.term_of(kind).is_open else "jangka waktunya berakhir",
        "tujuannya telah tercapai",
        "PARA PIHAK sepakat mengakhirinya",
        (
            "terjadi perubahan kebijakan berdasarkan ketentuan peraturan perundang-undangan yang"
            f" mengakibatkan {name} ini tidak dapat dilaksanakan"
        ),
        "objeknya hilang atau musnah",
    ]
    if a.track.is_with_third_party:
        theirs = " atau ".join(calls_of_partners(a))
        causes += [
            "terdapat putusan pengadilan yang telah memperoleh kekuatan hukum tetap",
            f"{theirs} dinyatakan pailit sesuai dengan ketentuan peraturan perundang-undangan",
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
        f"PIHAK yang tidak memenuhi kewajibannya menurut {_name(a, kind)} ini diberi teguran"
        f" tertulis oleh PIHAK lainnya paling banyak {number_in_words(3)} kali, masing-masing"
        f" dengan tenggang waktu {number_in_words(14)} hari kalender.",
        "Dalam hal teguran tertulis sebagaimana dimaksud pada ayat (1) tidak dipenuhi, PIHAK"
        " lainnya dapat:\na. menangguhkan pelaksanaan kewajibannya;\nb. menuntut ganti rugi atas"
        f" kerugian yang nyata; dan/atau\nc. mengakhiri {_name(a, kind)} ini secara sepihak dengan"
        " pemberitahuan tertulis.",
        "Sanksi sebagaimana dimaksud pada ayat (1) dan ayat (2) tidak berlaku dalam hal kewajiban"
        " tidak dipenuhi karena keadaan kahar.",
    )


# By the code of the part, as the kinds list them.
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
