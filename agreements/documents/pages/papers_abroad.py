"""What the papers of KSDPL and KSDLL may print (Permendagri 25/2020 and its Lampiran)."""

from datetime import date

from django.contrib.postgres.fields import ArrayField

from agreements.documents.kinds import DocumentCode, conditions
from agreements.documents.pages import tables
from agreements.documents.text import indonesian
from agreements.documents.wording.parties_abroad import parties_with_emblems, sides_of, units_of
from agreements.models import Agreement, Document
from kerjasama.accounts.models import RegionProfile
from kerjasama.reference import countries

from .builders import Outcomes, Words
from .enclosures import enclosures_of, is_deemed

# Our wording: P25 Pasal 29 ayat (2) huruf d asks for the statement and is silent on what it says.
PROMISES = (
    "menerima kerja sama tersebut dan menempatkan daerah sebagai penerima manfaat;",
    "menugaskan perangkat daerah terkait untuk melaksanakan kegiatan yang menjadi bagian daerah;",
    (
        "menyediakan pembiayaan yang menjadi bagian daerah sesuai dengan kemampuan keuangan"
        " daerah; dan"
    ),
    "melaksanakan dan melaporkan kerja sama sesuai dengan ketentuan peraturan perundang-undangan.",
)
# Who takes part at least (Pasal 22 ayat (2)); our region joins them.
MEMBERS = (
    "Kementerian Dalam Negeri",
    "Kementerian Luar Negeri",
    "Kementerian/lembaga yang terkait dengan objek kerja sama",
    "Pemerintah Daerah provinsi",
)


def of_letter(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    """A letter: what it is about, and what goes with it."""
    agreement = document.agreement
    enclosed = enclosures_of(agreement, document.kind, outcomes)
    return {
        **_abroad(agreement, day),
        "about": _about(agreement),
        "enclosed": enclosed,
        "enclosures": indonesian.number_in_words(len(enclosed)) if enclosed else "",
        "is_deemed": is_deemed(outcomes),
        "place": indonesian.flatten_name(agreement.tempat_ttd),
        "signing_day": (
            indonesian.short_date(agreement.rencana_ttd) if agreement.rencana_ttd else ""
        ),
        "permits": _permits(agreement.partner),
    }


def of_empowerment(
    document: Document, region: RegionProfile, day: date, outcomes: Outcomes
) -> Words:
    """The request for Full Powers, with their text as a draft."""
    agreement = document.agreement
    return {
        **of_letter(document, region, day, outcomes),
        "annexed": True,
        "sides": parties_with_emblems(agreement, region, day),
        "title_en": indonesian.flatten_name(agreement.title_en) or indonesian.BLANK,
    }


def context_of_offer_abroad(
    document: Document, region: RegionProfile, day: date, outcomes: Outcomes
) -> Words:
    """The proposal to continue the Government's cooperation, with the mapping where Pasal 29 ayat
    (2) asks for it.
    """
    return {
        **of_letter(document, region, day, outcomes),
        "annexed": conditions.passes_on_with_others(document.agreement),
    }


def of_willingness(
    document: Document, region: RegionProfile, day: date, outcomes: Outcomes
) -> Words:
    return {**of_letter(document, region, day, outcomes), "promises": PROMISES}


def _abroad(agreement: Agreement, day: date) -> Words:
    """The partner and what kind of cooperation it is."""
    partner = agreement.partner
    ours, theirs = sides_of(agreement, day)
    return {
        "partner_full": theirs.name,
        "our_full": ours.name,
        "native": theirs.native,
        "country": countries.country_name_of(partner.country) if partner else "",
        "level": partner.get_level_display() if partner else "",
        "partner_signer": theirs.signer,
        "partner_office": theirs.office,
        "objects": labels_of(agreement, "objek_ln"),
        "passes_on": conditions.passes_on(agreement),
        "is_nonprofit": conditions.passes_on_with_nonprofit(agreement),
    }


def labels_of(agreement: Agreement, field: str) -> list[str]:
    """The labels of the chosen values, as they stand inside a sentence."""
    column = agreement._meta.get_field(field)
    if not isinstance(column, ArrayField):
        raise TypeError(f"{field} holds no list of choices")
    labels = dict(column.base_field.flatchoices)
    return [labels[value][:1].lower() + labels[value][1:] for value in getattr(agreement, field)]


def _about(agreement: Agreement) -> list[tuple[str, list[indonesian.TypedLine]]]:
    """(label, lines) of what a letter tells of the plan; what is not known yet is left out."""
    form = agreement.get_jenis_ln_display() if agreement.track.is_with_foreign_region else ""
    months = agreement.jangka_waktu_bulan
    told = (
        ("Bentuk", form),
        ("Objek", "; ".join(labels_of(agreement, "objek_ln"))),
        ("Maksud dan tujuan", agreement.maksud_tujuan),
        ("Ruang lingkup", agreement.ruang_lingkup),
        ("Jangka waktu", indonesian.duration_in_words(months) if months else ""),
        ("Sumber pembiayaan", agreement.pembiayaan),
    )
    return [(label, indonesian.format_paragraphs(text)) for label, text in told if text]


def _permits(partner) -> list[dict]:
    """Izin Prinsip and Izin Operasional with their numbers and last days (P25 Pasal 30 ayat (2)
    huruf a).
    """
    if partner is None:
        return []
    held = (
        ("Izin Prinsip", partner.izin_prinsip_number, partner.izin_prinsip_until),
        ("Izin Operasional", partner.izin_operasional_number, partner.izin_operasional_until),
    )
    return [
        {"name": name, "number": number, "until": indonesian.short_date(until) if until else ""}
        for name, number, until in held
    ]


def of_study(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    """The Kajian (Lampiran I), with how the conditions of Pasal 5 are met."""
    agreement = document.agreement
    return {
        **_abroad(agreement, day),
        "conditions": conditions_abroad_of(agreement),
        "indicators": tables.indicator_rows_of(agreement),
    }


def conditions_abroad_of(agreement: Agreement) -> list[tuple[str, list[indonesian.TypedLine]]]:
    """(condition, how it is met) of those of P25 Pasal 5 that apply."""
    name = countries.country_name_of(agreement.partner.country) if agreement.partner else ""
    said = (
        ("Mempunyai hubungan diplomatik", f"Negara mitra: {name}" if name else "", True),
        ("Merupakan urusan pemerintahan daerah", "; ".join(agreement.urusan_names), True),
        (
            "Tidak membuka kantor perwakilan di luar negeri",
            "Terpenuhi" if agreement.tanpa_kantor else "",
            True,
        ),
        (
            "Pihak luar negeri tidak mencampuri urusan pemerintahan dalam negeri",
            "Terpenuhi" if agreement.tanpa_campur_tangan else "",
            True,
        ),
        (
            "Sesuai dengan kebijakan dan rencana pembangunan nasional dan daerah",
            agreement.program,
            True,
        ),
        (
            "Ilmu pengetahuan dan teknologi dialihkan ke sumber daya manusia Indonesia",
            agreement.alih_teknologi,
            agreement.iptek,
        ),
        (
            "Kesetaraan status administrasi dan/atau kesetaraan wilayah",
            agreement.kesetaraan,
            _is_ksdpl(agreement),
        ),
        ("Saling melengkapi", agreement.saling_melengkapi, _is_ksdpl(agreement)),
        (
            "Peningkatan hubungan antarmasyarakat",
            agreement.hubungan_masyarakat,
            _is_ksdpl(agreement),
        ),
    )
    return [
        (condition, indonesian.format_paragraphs(how))
        for condition, how, applies in said
        if applies
    ]


def _is_ksdpl(agreement: Agreement) -> bool:
    return agreement.track.is_with_foreign_region


def of_plan(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    """The Rencana Kerja Sama (Lampiran II) and the papers that tell of all its activities."""
    agreement = document.agreement
    activities = list(agreement.activities.all())
    signed = outcomes.get("ttd_loi")
    return {
        **_abroad(agreement, day),
        "years": tables.by_year(activities),
        "totals": tables.total_costs_of(activities),
        "calendar": tables.quarter_calendar_of(activities),
        "units": units_of(agreement),
        "intent_signed": tables.recorded_day_of(signed),
    }


def of_terms(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    """The kerangka acuan kegiatan (Pasal 29 ayat (2) huruf b)."""
    activities = tables.activities_with_costs(document.agreement.activities.all())
    return {
        **of_plan(document, region, day, outcomes),
        "title": "Kerangka Acuan Kegiatan",
        "activities": activities,
    }


def of_year(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    """The rencana kegiatan tahunan (Lampiran III) of the year asked for, or else the next one that
    has activities.
    """
    agreement = document.agreement
    activities = list(agreement.activities.all())
    year = document.context.get("year") or year_of(activities, day.year)
    chosen = [row for row in activities if row.year == year]
    signed = outcomes.get("ttd_naskah")
    return {
        **_abroad(agreement, day),
        "year": year,
        "rows": tables.activities_with_costs(chosen),
        "totals": tables.total_costs_of(chosen),
        "units": units_of(agreement),
        "naskah_signed": tables.recorded_day_of(signed),
        "papers": tables.finished_papers_of(agreement),
        "sides": sides_of(agreement, day) if conditions.passes_on(agreement) else [],
    }


def chosen_at_order(kind: str, agreement: Agreement, day: date) -> Words:
    """What a paper is about stays fixed from its order on: a yearly plan, on its year."""
    if kind != DocumentCode.RENCANA_TAHUNAN:
        return {}
    return {"year": year_of(list(agreement.activities.all()), day.year)}


def year_of(activities: list, from_year: int) -> int:
    years = sorted({row.year for row in activities})
    return next((year for year in years if year >= from_year), years[-1] if years else from_year)


def context_of_minutes_abroad(
    document: Document, region: RegionProfile, day: date, outcomes: Outcomes
) -> Words:
    """The minutes bear the day of the meeting, not of their printing."""
    agreement = document.agreement
    meeting = outcomes.get("rapat_kementerian")
    return {
        **_abroad(agreement, day),
        "opening": indonesian.date_in_words((meeting and meeting.decided_on) or day),
        "meeting": meeting,
        "agreed": meeting is None or meeting.outcome == "disetujui",
        "remark": indonesian.format_paragraphs(meeting.note) if meeting else [],
        "members": (*MEMBERS, region.name),
    }
