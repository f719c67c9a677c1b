"""The kind of a mitra as its name and what stands beside it suggest: proposed with its ground, for
a person to confirm.

Nothing is taken for a private company because nothing better is known: what has no ground stays
unknown.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from kerjasama.reference import Body, countries, read_bodies, read_universities

from . import places
from .kinds import PartnerKind
from .places import normalize_place_name
from .proposals import Certainty, KindProposal
from .weighing import weigh_proposal

K = PartnerKind


SURE, LIKELY, DOUBTFUL, UNKNOWN = (
    Certainty.SURE,
    Certainty.LIKELY,
    Certainty.DOUBTFUL,
    Certainty.UNKNOWN,
)
NO_GROUND = KindProposal("", "Nama ini tidak menunjukkan jenisnya.", UNKNOWN)
FULL = {
    "kab": "kabupaten",
    "prov": "provinsi",
    "propinsi": "provinsi",
    "pemkab": "pemerintah kabupaten",
    "pemkot": "pemerintah kota",
    "pemprov": "pemerintah provinsi",
    "pemda": "pemerintah daerah",
    "univ": "universitas",
    "poltek": "politeknik",
    "kejari": "kejaksaan negeri",
    "kejati": "kejaksaan tinggi",
    "kakanwil": "kantor wilayah",
    "kanwil": "kantor wilayah",
    "walikota": "wali kota",
    "pn": "pengadilan negeri",
    "pa": "pengadilan agama",
    "rumkit": "rs",
    "dinkes": "dinas kesehatan",
    "yys": "yayasan",
}
JOINED: tuple[tuple[str, str], ...] = (
    ("rumah sakit umum daerah", "rsud"),
    ("rumah sakit umum pusat", "rsup"),
    ("rumah sakit daerah", "rsud"),
)
JOINED += (
    ("sekolah menengah kejuruan", "smk"),
    ("sekolah menengah atas", "sma"),
    ("sekolah menengah pertama", "smp"),
)
JOINED += (
    ("sekolah dasar", "sd"),
    ("sekolah luar biasa", "slb"),
    ("madrasah aliyah", "ma"),
    ("madrasah tsanawiyah", "mts"),
)
JOINED += (
    ("rs daerah", "rsud"),
    ("rumah sakit jiwa daerah", "rsud"),
    ("rumah sakit jiwa", "rsj"),
    ("rumah sakit", "rs"),
)
OFFICES = frozenset(
    "kantor cabang perwakilan wilayah unit pusat area regional kc kcp kcu ulp up3 uid uip uiw witel"
    " divre daop kpw deputi cab kanca pembantu utama persero tbk ri republik distrik rayon layanan"
    " pelanggan korwil korda entitas dan di".split()
)
OPENERS = frozenset(
    "cabang wilayah area unit kcp kc perwakilan regional witel rayon kota kabupaten provinsi daerah".split()  # noqa: E501
)
CLEAR = frozenset(
    "uin ugm itb ipb its upn uns uii iain".split()
)  # short names of universities that mean nothing else
LEADING = frozenset(
    "pt kantor cabang perwakilan unit pimpinan direksi kepala balai stasiun kc kcp".split()
)
FACULTIES = frozenset(
    "fk fkm fisip fkip feb fh ft fakultas lppm lp2m pascasarjana prodi magister rektor".split()
)
RISKY = frozenset(
    "garam timah rare antara dahana aman garuda".split()
)  # known bodies whose name is also an ordinary word
ENGLISH = (
    r"city of|metropolitan city|prefecture|municipality|municipal government|provincial"
    r" government|city government|county|sister city"
)
ENGLISH_BODY = (
    r"university|universiti|universität|université|college|institute"
    r" of|foundation|ltd|limited|inc|gmbh|corporation|sdn bhd|pte"
)
VERTICAL = (
    r"kejaksaan (negeri|tinggi)|cabang kejaksaan|polres\w*|polda|polsek|kepolisian"
    r" (daerah|resor\w*|sektor)|kodim|korem|kodam|koramil"
    r"|lanal|lanud|lantamal|yonif|pengadilan|mahkamah syariah|kantor"
    r" (wilayah|pertanahan|imigrasi|pelayanan|bea|kesyahbandaran)"
    r"|kantor urusan agama"
    r"|kpp|kppn|kpknl|kpubc|kua|lapas|rutan|bapas|lembaga pemasyarakatan|rumah"
    r" tahanan|ksop|upbu|lldikti|bnnk|bnnp|bpsdm? hukum"
    r"|kantor (kementerian|kemenag)"
)
OFFICE_OF_REGION = (
    r"dinas|inspektorat|satpol|satuan polisi pamong"
    r" praja|bappeda\w*|bapenda|bpkad|bkpsdm|bpbd|sekretariat (daerah|dprd|dewan)|setda|setwan"
    r"|uptd?|badan( \w+){1,6} daerah|bagian|dprd|dewan perwakilan rakyat daerah|kecamatan|kelurahan"
)
PERSON = r"(dr|drg|ir|drs|dra|h|hj|prof|sdr|sdri|bapak|ibu|ny|tn|apt|ns|notaris)\b"
DEGREE = re.compile(
    r",\s*(S\.?\s?(H|E|T|P|Kom|Sos|IP|Pd|Si|Ked|Farm|Kep|Hut|Ag|STP|KM)|M\.?\s?(H|M|Kn|Si|Pd|T|Kes|AP|A)|Sp\.?\s?\w+|A\.?Md)\b\.?"
)
MINISTRY = re.compile(
    r"(kementerian|kementrian|kemen[a-z]{2,}|direktorat jenderal|ditjen|mahkamah agung)\b"
)


class Rule(NamedTuple):
    """What names that begin so are."""

    pattern: str
    kind: str
    ground: str
    certainty: Certainty


HOSPITALS = (
    Rule(r"rs bhayangkara|rsb bhayangkara|biddokkes", K.VERTICAL, "Rumah sakit Polri.", SURE),
    Rule(r"rs (tingkat|tk)|rst|rspad|rsad|rsal|rsau", K.VERTICAL, "Rumah sakit TNI.", SURE),
    Rule(
        r"rsup|rsjpd|rs kanker dharmais|rs jantung dan pembuluh darah harapan kita",
        K.VERTICAL,
        "Rumah sakit Kementerian Kesehatan.",
        SURE,
    ),
    Rule(
        r"rsud|rsj|uptd? rsud|blud rsud|uptd? puskesmas|puskesmas|labkesda",
        K.REGION,
        "Fasilitas kesehatan milik pemerintah daerah.",
        LIKELY,
    ),
    Rule(
        r"(rs|rsu|rsi|rsia|klinik) (pku|muhammadiyah|islam|kristen|katolik|nu|aisyiyah)|rsi",
        K.CIVIL,
        "Rumah sakit organisasi kemasyarakatan; pemiliknya perlu diperiksa.",
        DOUBTFUL,
    ),
    Rule(
        r"rs\w{0,3}|klinik|laboratorium|apotek|apotik",
        "",
        "Fasilitas kesehatan; pemiliknya tidak terbaca dari namanya.",
        UNKNOWN,
    ),
)
SCHOOLS = (
    Rule(
        r"(ma|mts|mi|man|mtsn|min)( negeri| \d)",
        K.VERTICAL,
        "Madrasah negeri di bawah Kementerian Agama.",
        LIKELY,
    ),
    Rule(
        r"(sma|smk|slb)(n| negeri)",
        K.REGION,
        "Sekolah negeri; SMA, SMK, dan SLB dikelola pemerintah provinsi.",
        LIKELY,
    ),
    Rule(
        r"(tk|sd|smp)(n| negeri)",
        K.REGION,
        "Sekolah negeri; TK, SD, dan SMP dikelola pemerintah kabupaten/kota.",
        LIKELY,
    ),
    Rule(
        r"tk|paud|sd|sdit|smp|smpit|sma|smk|slb|sekolah (dasar|menengah|luar)|madrasah|pondok"
        r" pesantren|ponpes",
        K.CIVIL,
        "Sekolah swasta, umumnya milik yayasan; periksa badan hukumnya.",
        DOUBTFUL,
    ),
)


@dataclass(frozen=True)
class Name:
    """A name as the rules see it."""

    written: str
    key: str

    @property
    def words(self) -> list[str]:
        return self.key.split()

    def begins(self, pattern: str) -> bool:
        return bool(re.match(rf"(?:{pattern})\b", self.key))

    def holds(self, pattern: str) -> bool:
        return bool(re.search(rf"\b(?:{pattern})\b", self.key))


def parse_partner_name(written: str) -> Name:
    key = " ".join(
        FULL.get(word, word) for word in normalize_place_name(written.replace("’", "'")).split()
    )
    key = re.sub(r"\bp t\b", "pt", re.sub(r"\bc v\b", "cv", key))
    for long, short in JOINED:
        key = key.replace(long, short)
    return Name(" ".join(written.split()), key)


def propose_kind(name: str, texts: Mapping[str, str] | None = None) -> KindProposal:
    """What kind of mitra this is. `texts` is what the row and its sheet say, by heading; it may
    lower the certainty.
    """
    asked = parse_partner_name(name)
    if not asked.key:
        return KindProposal("", "Nama mitra kosong.", UNKNOWN)
    return weigh_proposal(_by_rules(asked), texts or {})


@lru_cache(20_000)
def _by_rules(name: Name) -> KindProposal:
    return next((found for rule in RULES if (found := rule(name))), NO_GROUND)


def _abroad(name: Name) -> KindProposal | None:
    country = places.country_in(name.written)
    if name.begins(r"kedutaan|konsulat|embassy|kbri"):
        return KindProposal(K.FOREIGN_BODY, "Perwakilan negara asing.", DOUBTFUL, country)
    if name.begins(r"ipb university|telkom university"):
        return None
    if name.holds(ENGLISH) or country and name.holds("city|province|state|county|district|regency"):
        return KindProposal(
            K.FOREIGN_REGION,
            "Nama pemerintah daerah dalam bahasa asing.",
            LIKELY if country else DOUBTFUL,
            country,
        )
    if name.holds(ENGLISH_BODY) and not name.begins("pt|yayasan|perkumpulan"):
        return KindProposal(
            K.FOREIGN_BODY,
            "Nama lembaga dalam bahasa asing.",
            LIKELY if country else DOUBTFUL,
            country,
        )
    if not country:
        return None
    if name.begins("pemerintah|kota|provinsi|negara bagian|distrik"):
        return KindProposal(
            K.FOREIGN_REGION,
            f"Namanya menyebut negara {countries.country_name_of(country)}.",
            LIKELY,
            country,
        )
    certainty = DOUBTFUL if name.begins("pt|yayasan|perkumpulan|koperasi|bank") else LIKELY
    return KindProposal(
        K.FOREIGN_BODY,
        f"Namanya menyebut negara {countries.country_name_of(country)}.",
        certainty,
        country,
    )


def _government(name: Name) -> KindProposal | None:
    """A regional government, if and only if its region stands in the list."""
    found = re.match(
        r"(?:pemerintah |bupati |wali kota |gubernur )?(?:daerah )?(kabupaten|kota|provinsi) (.+)",
        name.key,
    )
    if head := re.match(r"(bupati|wali kota|gubernur) (?!kabupaten|kota|provinsi)(.+)", name.key):
        level = {"bupati": "kabupaten", "gubernur": "provinsi"}.get(head[1], "kota")
        return _region(level, head[2])
    if found:
        return _region(found[1], found[2])
    if rest := re.match(r"pemerintah (?:daerah )?(?!desa|pusat|republik)(.+)", name.key):
        return _region("provinsi", rest[1])
    return None


def _region(level: str, called: str) -> KindProposal:
    if region := places.region_called(level, called):
        return KindProposal(
            K.REGION, f"{region.name} ada dalam daftar daerah Indonesia ({region.code}).", SURE
        )
    if country := places.country_in(called):
        return KindProposal(
            K.FOREIGN_REGION,
            f"Namanya menyebut negara {countries.country_name_of(country)}.",
            LIKELY,
            country,
        )
    return KindProposal(
        "",
        f"“{called.title()}” tidak ada dalam daftar daerah Indonesia; mungkin di luar negeri atau"
        " salah tulis.",
        UNKNOWN,
    )


def _village(name: Name) -> KindProposal | None:
    if name.begins(r"pemerintah desa|desa|pemdes|bumdes|bum desa|badan usaha milik desa"):
        return KindProposal(
            "", "Desa dan badan usahanya tidak mempunyai jenis mitra sendiri.", UNKNOWN
        )
    return None


def _office_of_region(name: Name) -> KindProposal | None:
    if not name.begins(OFFICE_OF_REGION) and not (
        name.begins(r"dis[a-z]{2,}|din[a-z]{2,}") and places.region_in(name.written)
    ):
        return None
    if name.begins(r"upt ?d? puskesmas|uptd? rsud"):
        return None
    region = places.region_in(name.written)
    if region:
        return KindProposal(
            K.REGION, f"Perangkat daerah {region.name}; mitranya pemerintah daerah itu.", LIKELY
        )
    return KindProposal(K.REGION, "Perangkat daerah; daerahnya tidak disebut.", DOUBTFUL)


def _first_of(rules: tuple[Rule, ...], name: Name) -> KindProposal | None:
    return next(
        (
            KindProposal(rule.kind, rule.ground, rule.certainty)
            for rule in rules
            if name.begins(rule.pattern)
        ),
        None,
    )


def _hospital(name: Name) -> KindProposal | None:
    found = _first_of(HOSPITALS, name)
    if found and found.kind == K.REGION and (region := places.region_in(name.written)):
        return replace(found, ground=f"{found.ground.removesuffix('.')} ({region.name}).")
    return found


def _school(name: Name) -> KindProposal | None:
    return _first_of(SCHOOLS, name)


def _university(name: Name) -> KindProposal | None:
    words = name.words
    while words and (words[0] in FACULTIES or words[0] in ("ilmu", "program", "studi")):
        words = words[1:]
    key = " ".join(words) if words != name.words else name.key
    for phrase, (status, full) in _universities_by_first_word().get(key.partition(" ")[0], ()):
        if _starts(key, phrase) and (
            len(phrase) > 3 or phrase in CLEAR or says_only_where(key[len(phrase) :])
        ):
            return _as_university(status, full)
    anywhere = re.search(
        r"\b(universitas|institut|politeknik|sekolah"
        r" tinggi|akademi|stie|stikes|stih|stmik|uin|iain)\b.*",
        key,
    )
    if not anywhere or name.begins("yayasan|koperasi|ikatan|alumni|pt"):
        return None
    if anywhere[0] != key and (found := _university(Name(name.written, anywhere[0]))):
        return found
    if re.match(
        r"(universitas|institut|politeknik|sekolah tinggi|akademi)( \w+){0,2} negeri\b", anywhere[0]
    ):
        return KindProposal(K.UNIVERSITY, "Perguruan tinggi negeri menurut namanya.", SURE)
    if places.country_in(name.written):
        return None
    text = (
        "Tidak ada dalam daftar perguruan tinggi negeri; perguruan tinggi swasta belum mempunyai"
        " jenis sendiri, umumnya milik yayasan."
    )
    return KindProposal(K.CIVIL, text, DOUBTFUL)


def _as_university(status: str, full: str) -> KindProposal:
    if status == "PTS":
        text = (
            f"{full} perguruan tinggi swasta, yang belum mempunyai jenis sendiri; jenis terdekat"
            " badan hukum penyelenggaranya."
        )
        return KindProposal(K.CIVIL, text, LIKELY)
    if status == "PTN-BH":
        return KindProposal(
            K.UNIVERSITY, f"{full} perguruan tinggi negeri badan hukum (PTN-BH).", SURE
        )
    return KindProposal(K.UNIVERSITY, f"{full} perguruan tinggi negeri.", SURE)


def _form(name: Name) -> KindProposal | None:
    """What the legal form in the name says by itself."""
    if name.holds("perseroda") or name.begins(r"perumda\w*|perusda|perusahaan (umum )?daerah"):
        return KindProposal(K.REGION_COMPANY, "Bentuk hukumnya badan usaha milik daerah.", SURE)
    if name.begins(r"pt\b.*\bpersero") or name.begins("perum|perusahaan perseroan|perusahaan umum"):
        return KindProposal(
            K.STATE_COMPANY, "Bentuk hukumnya (Persero/Perum) badan usaha milik negara.", SURE
        )
    if name.begins(r"koperasi|kud|ksp|kspps|kpri|primkop\w*|puskop\w*|inkop\w*"):
        return KindProposal(K.COOPERATIVE, "Bentuk hukumnya koperasi.", SURE)
    if name.begins(
        r"yayasan|yakes|perkumpulan|perhimpunan|ikatan|persatuan|himpunan|asosiasi|serikat|lembaga"
        r" bantuan hukum|lbh"
    ):
        is_legal = name.begins("yayasan|yakes|perkumpulan")
        return KindProposal(
            K.CIVIL,
            "Organisasi kemasyarakatan; periksa badan hukumnya.",
            SURE if is_legal else LIKELY,
        )
    if name.begins(
        r"kelompok|karang taruna|forum|komunitas|paguyuban|gapoktan|poktan|sanggar|pokdarwis|komite"
        r" sekolah"
    ):
        return KindProposal(
            K.CIVIL_UNINCORPORATED, "Kelompok masyarakat, biasanya tanpa badan hukum.", LIKELY
        )
    return None


def _central(name: Name) -> KindProposal | None:
    if name.begins(VERTICAL):
        return KindProposal(K.VERTICAL, "Kantor instansi pusat di daerah.", SURE)
    if name.begins(r"balai|loka|stasiun|pangkalan|satuan kerja"):
        return KindProposal(
            K.VERTICAL, "Balai, loka, atau stasiun, biasanya unit kementerian di daerah.", DOUBTFUL
        )
    if found := MINISTRY.match(name.key):
        rest = name.key[found.end() :]
        if places.region_in(f"x {rest}") or "kantor wilayah" in rest:
            return KindProposal(K.VERTICAL, "Kantor kementerian di daerah.", SURE)
        return KindProposal(K.MINISTRY, "Kementerian atau direktorat jenderalnya.", SURE)
    if name.begins(
        r"(badan|lembaga|komisi|dewan|arsip|perpustakaan)( \w+){0,5} (nasional|negara|republik"
        r" indonesia|ri)"
    ):
        return KindProposal(K.MINISTRY, "Lembaga nasional menurut namanya.", LIKELY)
    return None


def _known_body(name: Name) -> KindProposal | None:
    words = name.words
    had_form = bool(words) and words[0] == "pt"
    while words and words[0] in LEADING:
        words = words[1:]
    for key in dict.fromkeys((name.key, " ".join(words))):
        for phrase, body in _bodies_by_first_word().get(key.partition(" ")[0], ()):
            if not _starts(key, phrase):
                continue
            rest = key[len(phrase) :]
            if (len(phrase) <= 3 or phrase in RISKY) and not had_form and not says_only_where(rest):
                continue
            if phrase in RISKY and not had_form and body.kind == K.STATE_COMPANY:
                continue
            return _as_body(body, rest, name)
    return None


def _as_body(body: Body, rest: str, name: Name) -> KindProposal:
    full = body.name
    if body.ground.startswith("anak perusahaan"):
        return KindProposal(
            body.kind, f"{full}: {body.ground}, bukan BUMN menurut bentuknya.", DOUBTFUL
        )
    if body.kind == K.STATE_COMPANY and not says_only_where(rest):
        text = (
            f"Mungkin anak perusahaan atau satuan {full} (BUMN); anak perusahaan bukan BUMN menurut"
            " bentuknya."
        )
        return KindProposal(K.STATE_COMPANY, text, DOUBTFUL)
    if body.kind == K.MINISTRY and "terdekat" not in body.ground:
        is_local = (
            bool(places.region_in(name.written))
            or name.begins("kantor|perwakilan|balai|stasiun|bnnk|bnnp")
            or " perwakilan " in f"{rest} "
        )
        if is_local:
            return KindProposal(K.VERTICAL, f"Kantor {full} di daerah.", SURE)
        return KindProposal(K.MINISTRY, f"{full}: {body.ground}.", SURE)
    certain = body.kind in (K.STATE_COMPANY, K.REGION_COMPANY)
    return KindProposal(body.kind, f"{full}: {body.ground}.", SURE if certain else LIKELY)


def _company(name: Name) -> KindProposal | None:
    if name.begins("pt") and (owner := _state_company_within(name)):
        text = f"Berbentuk PT dan namanya memuat {owner}; mungkin anak perusahaan BUMN."
        return KindProposal(K.COMPANY, text, DOUBTFUL)
    if name.begins("pt"):
        return KindProposal(
            K.COMPANY, "Berbentuk PT dan tidak dikenal sebagai BUMN atau BUMD.", LIKELY
        )
    if name.begins("cv|firma|fa"):
        return KindProposal(
            K.COMPANY,
            "CV atau firma bukan badan hukum; jenis terdekat badan usaha swasta.",
            DOUBTFUL,
        )
    if name.begins("ud|toko|tb"):
        return KindProposal(K.PERSON, "Usaha dagang perseorangan, bukan badan hukum.", DOUBTFUL)
    if name.begins("bank (perkreditan|perekonomian)|bpr"):
        return KindProposal("", "BPR dapat milik daerah atau swasta.", UNKNOWN)
    if name.begins("bank"):
        return KindProposal(K.COMPANY, "Bank yang tidak dikenal sebagai BUMN atau BUMD.", DOUBTFUL)
    return None


def _state_company_within(name: Name) -> str:
    found = _state_companies().search(name.key)
    return next(
        (body.name for phrase, body in phrases_of_bodies() if found and phrase == found[0]), ""
    )


@cache
def _state_companies() -> re.Pattern:
    phrases = (
        phrase
        for phrase, body in phrases_of_bodies()
        if body.kind == K.STATE_COMPANY and phrase not in RISKY
    )
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")


def _person(name: Name) -> KindProposal | None:
    if re.match(PERSON, name.key) or DEGREE.search(name.written):
        return KindProposal(K.PERSON, "Nama orang dengan gelar atau sapaan.", LIKELY)
    return None


RULES: tuple[Callable[[Name], KindProposal | None], ...] = (
    _village,
    _government,
    _school,
    _hospital,
    _university,
    _abroad,
    _known_body,
    _form,
    _central,
    _office_of_region,
    _person,
    _company,
)


def _starts(key: str, phrase: str) -> bool:
    return key == phrase or key.startswith(f"{phrase} ")


def says_only_where(rest: str) -> bool:
    """Whether what follows a known name says no more than which office it is; after "Cabang" or
    "Kota" anything is a place.
    """
    words = places.without_places(rest).split()
    for word in words:
        if word in OPENERS:
            return True
        if word not in OFFICES and not re.fullmatch(r"\d+|[ivx]{1,5}", word):
            return False
    return True


@cache
def phrases_of_bodies() -> list[tuple[str, Body]]:
    """(name as it is compared, body) of all names of known bodies, the longest first."""
    named = [
        (parse_partner_name(name).key, body)
        for body in read_bodies()
        for name in (body.name, *body.aliases.split(";"))
        if name
    ]
    return sorted(named, key=lambda pair: -len(pair[0]))


@cache
def _bodies_by_first_word() -> dict[str, list[tuple[str, Body]]]:
    found: dict[str, list[tuple[str, Body]]] = {}
    for phrase, body in phrases_of_bodies():
        found.setdefault(phrase.partition(" ")[0], []).append((phrase, body))
    return found


@cache
def _universities_by_first_word() -> dict[str, list[tuple[str, tuple[str, str]]]]:
    found: dict[str, list[tuple[str, tuple[str, str]]]] = {}
    for phrase, one in phrases_of_universities():
        found.setdefault(phrase.partition(" ")[0], []).append((phrase, one))
    return found


@cache
def phrases_of_universities() -> list[tuple[str, tuple[str, str]]]:
    """(name as it is compared, (status, full name)) of known universities, the longest first."""
    named = [
        (parse_partner_name(name).key, (one.status, one.name))
        for one in read_universities()
        for name in (one.name, *one.aliases.split(";"))
        if name
    ]
    return sorted(named, key=lambda pair: -len(pair[0]))
