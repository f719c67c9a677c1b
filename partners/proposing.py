"""The kind of a mitra as its name and what stands beside it suggest: proposed with its ground, for
a person to confirm.

Nothing is taken for a private company because nothing better is known: what has no ground stays
unknown.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from kerjasama.reference import countries

from . import places
from .facilities import HOSPITALS, SCHOOLS, Rule
from .kinds import PartnerKind
from .known_bodies import propose_known_body, state_company_within
from .known_names import (
    Name,
    parse_partner_name,
    says_only_where,
    starts_with,
    universities_by_first_word,
)
from .proposals import Certainty, KindProposal
from .weighing import weigh_proposal

K = PartnerKind


SURE, LIKELY, DOUBTFUL, UNKNOWN = (
    Certainty.SURE,
    Certainty.LIKELY,
    Certainty.DOUBTFUL,
    Certainty.UNKNOWN,
)
KindRule = Callable[[Name], KindProposal | None]
NO_GROUND = KindProposal("", "Nama ini tidak menunjukkan jenisnya.", UNKNOWN)
CLEAR = frozenset(
    "uin ugm itb ipb its upn uns uii iain".split()
)  # short names of universities that mean nothing else
FACULTIES = frozenset(
    "fk fkm fisip fkip feb fh ft fakultas lppm lp2m pascasarjana prodi magister rektor".split()
)
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
UNIVERSITY_ANYWHERE = re.compile(
    r"\b(universitas|institut|politeknik|sekolah"
    r" tinggi|akademi|stie|stikes|stih|stmik|uin|iain)\b.*"
)
STATE_UNIVERSITY = re.compile(
    r"(universitas|institut|politeknik|sekolah tinggi|akademi)( \w+){0,2} negeri\b"
)
MINISTRY = re.compile(
    r"(kementerian|kementrian|kemen[a-z]{2,}|direktorat jenderal|ditjen|mahkamah agung)\b"
)


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
    return _first_proposal(RULES, name) or NO_GROUND


def _first_proposal(rules: Iterable[KindRule], name: Name) -> KindProposal | None:
    """What the first of the rules says that says anything."""
    for rule in rules:
        found = rule(name)
        if found is not None:
            return found
    return None


def _abroad(name: Name) -> KindProposal | None:
    country = places.country_in(name.written)
    if name.begins(r"kedutaan|konsulat|embassy|kbri"):
        return KindProposal(K.FOREIGN_BODY, "Perwakilan negara asing.", DOUBTFUL, country)
    if name.begins(r"ipb university|telkom university"):
        return None
    in_english = _in_english(name, country)
    if in_english is not None or not country:
        return in_english
    ground = f"Namanya menyebut negara {countries.country_name_of(country)}."
    if name.begins("pemerintah|kota|provinsi|negara bagian|distrik"):
        return KindProposal(K.FOREIGN_REGION, ground, LIKELY, country)
    certainty = DOUBTFUL if name.begins("pt|yayasan|perkumpulan|koperasi|bank") else LIKELY
    return KindProposal(K.FOREIGN_BODY, ground, certainty, country)


def _in_english(name: Name, country: str) -> KindProposal | None:
    """A government or a body by English words in its name; surer where it names a country."""
    certainty = LIKELY if country else DOUBTFUL
    is_region = bool(country) and name.holds("city|province|state|county|district|regency")
    if is_region or name.holds(ENGLISH):
        ground = "Nama pemerintah daerah dalam bahasa asing."
        return KindProposal(K.FOREIGN_REGION, ground, certainty, country)
    if name.holds(ENGLISH_BODY) and not name.begins("pt|yayasan|perkumpulan"):
        ground = "Nama lembaga dalam bahasa asing."
        return KindProposal(K.FOREIGN_BODY, ground, certainty, country)
    return None


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
    region = places.region_in(name.written)
    has_short_name = region is not None and name.begins(r"dis[a-z]{2,}|din[a-z]{2,}")
    if not has_short_name and not name.begins(OFFICE_OF_REGION):
        return None
    if name.begins(r"upt ?d? puskesmas|uptd? rsud"):
        return None
    if region:
        return KindProposal(
            K.REGION, f"Perangkat daerah {region.name}; mitranya pemerintah daerah itu.", LIKELY
        )
    return KindProposal(K.REGION, "Perangkat daerah; daerahnya tidak disebut.", DOUBTFUL)


def _first_of(rules: tuple[Rule, ...], name: Name) -> KindProposal | None:
    for rule in rules:
        if name.begins(rule.pattern):
            return KindProposal(rule.kind, rule.ground, rule.certainty)
    return None


def _hospital(name: Name) -> KindProposal | None:
    found = _first_of(HOSPITALS, name)
    if found and found.kind == K.REGION and (region := places.region_in(name.written)):
        return replace(found, ground=f"{found.ground.removesuffix('.')} ({region.name}).")
    return found


def _school(name: Name) -> KindProposal | None:
    return _first_of(SCHOOLS, name)


def _university(name: Name) -> KindProposal | None:
    key = _without_faculty(name)
    known = _known_university(key)
    if known is not None:
        return known
    anywhere = UNIVERSITY_ANYWHERE.search(key)
    if anywhere is None or name.begins("yayasan|koperasi|ikatan|alumni|pt"):
        return None
    if anywhere[0] != key:
        found = _university(Name(name.written, anywhere[0]))
        if found is not None:
            return found
    return _unknown_university(name, anywhere[0])


def _without_faculty(name: Name) -> str:
    """The name from its university on."""
    words = name.words
    while words and (words[0] in FACULTIES or words[0] in ("ilmu", "program", "studi")):
        words = words[1:]
    return " ".join(words)


def _known_university(key: str) -> KindProposal | None:
    for phrase, (status, full) in universities_by_first_word().get(key.partition(" ")[0], ()):
        if not starts_with(key, phrase):
            continue
        is_clear = len(phrase) > 3 or phrase in CLEAR
        if is_clear or says_only_where(key[len(phrase) :]):
            return _as_university(status, full)
    return None


def _unknown_university(name: Name, key: str) -> KindProposal | None:
    """A university that no list names: a state's by its name, else a private one in Indonesia."""
    if STATE_UNIVERSITY.match(key):
        return KindProposal(K.UNIVERSITY, "Perguruan tinggi negeri menurut namanya.", SURE)
    if places.country_in(name.written):
        return None
    text = "Tidak ada dalam daftar perguruan tinggi negeri."
    return KindProposal(K.PRIVATE_UNIVERSITY, text, DOUBTFUL)


def _as_university(status: str, full: str) -> KindProposal:
    if status == "PTS":
        return KindProposal(K.PRIVATE_UNIVERSITY, f"{full} perguruan tinggi swasta.", SURE)
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
        certainty = SURE if name.begins("yayasan|yakes|perkumpulan") else LIKELY
        return KindProposal(
            K.CIVIL, "Organisasi kemasyarakatan; periksa badan hukumnya.", certainty
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


def _company(name: Name) -> KindProposal | None:
    if name.begins("pt") and (owner := state_company_within(name)):
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


def _person(name: Name) -> KindProposal | None:
    if re.match(PERSON, name.key) or DEGREE.search(name.written):
        return KindProposal(K.PERSON, "Nama orang dengan gelar atau sapaan.", LIKELY)
    return None


RULES: tuple[KindRule, ...] = (
    _village,
    _government,
    _school,
    _hospital,
    _university,
    _abroad,
    propose_known_body,
    _form,
    _central,
    _office_of_region,
    _person,
    _company,
)
