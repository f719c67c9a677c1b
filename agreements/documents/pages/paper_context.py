"""What a paper may print."""

from datetime import date

from agreements.documents import signers
from agreements.documents.archive import public_verification
from agreements.documents.kinds import KINDS
from agreements.documents.pages import (
    evaluation_sheet,
    initials,
    naskah_abroad,
    papers_abroad,
    report_papers,
    signing_pages,
    supporting_papers,
    tables,
    terms_in_force,
)
from agreements.documents.text import indonesian
from agreements.documents.wording import change_clauses, clauses, foreign_change_clauses
from agreements.documents.wording.parties_at_home import head_of_partner, parties_of
from agreements.models import Agreement, Document, Signing
from agreements.regulations.fragments import KAK_FIELDS, KAK_SINERGI_FIELDS
from kerjasama.accounts.models import RegionProfile
from kerjasama.narrowing import require

NASKAH = ("kesepakatan_bersama", "perjanjian_kerja_sama", "nota_kesepakatan")
FORMS = {
    "ksdd": "Kerja Sama Daerah dengan Daerah Lain",
    "ksdpk": "Kerja Sama Daerah dengan Pihak Ketiga",
    "sinergi": "Sinergi Perencanaan dan Pelaksanaan Pembangunan",
    "ksdpl": "Kerja Sama Daerah dengan Pemerintah Daerah di Luar Negeri",
    "ksdll": "Kerja Sama Daerah dengan Lembaga di Luar Negeri",
}
STUDIED_UNDER = {
    "ksdd": "Pasal 7 ayat (4)",
    "ksdpk": "Pasal 29 ayat (4)",
    "ksdpk-pihak-ketiga": "Pasal 31 ayat (2)",
    "sinergi": "Pasal 53 ayat (4)",
}
# The DPRD's consent: article, and the paragraph by which silence counts as consent.
CONSENT = {
    "ksdd": ("Pasal 12", "Pasal 12 ayat (4)"),
    "ksdpk": ("Pasal 34", "Pasal 34 ayat (6)"),
    "sinergi": ("Pasal 56", "Pasal 56 ayat (6)"),
}
TYPED = (
    "latar_belakang",
    "maksud_tujuan",
    "objek",
    "lokasi",
    "ruang_lingkup",
    "manfaat",
    "analisis_dampak",
    "pembiayaan",
)
TYPED_ABROAD = ("sasaran", "pemetaan", "kesimpulan", "naskah_induk")


def context_of(document: Document) -> dict:
    """Everything a template may print."""
    agreement = document.agreement
    day = date.fromisoformat(document.context["date"])
    agreement.owner = agreement.owner.on(day)
    region = RegionProfile.current()
    evidence = agreement.evidence.filter(void=False)
    outcomes = {row.requirement_code: row for row in evidence}
    typed = {field: typed_lines(agreement, field) for field in (*TYPED, *TYPED_ABROAD)}
    return {
        "agreement": agreement,
        "kind": KINDS[document.kind],
        "region": region,
        "number": document.number,
        "draft": document.draft,
        "verification": (
            None if document.draft else public_verification.verification_mark_of(document)
        ),
        "demo": region.is_demo,
        "blank": indonesian.BLANK,
        "name": indonesian.flatten_name(agreement.title),
        "typed": typed,
        "family": family_code_of(agreement),
        "form": FORMS[family_code_of(agreement)],
        "area": indonesian.area_of_government(region.name),
        "owner_head": indonesian.head_of(agreement.owner.name),
        "signer": signers.signer_of_paper(document.kind, agreement, region, day),
        "partner_name": (
            indonesian.flatten_name(agreement.partner.name)
            if agreement.partner
            else indonesian.BLANK
        ),
        "partner_head": head_of_partner(agreement),
        "date": day,
        "year": day.year,
        "short_date": indonesian.short_date(day),
        "duration": indonesian.duration_in_words(clauses.months_of(agreement, document.kind)),
        "value": indonesian.rupiah_in_words(agreement.nilai) if agreement.nilai else "",
        "outcomes": outcomes,
        "days": {
            code: indonesian.short_date(row.decided_on)
            for code, row in outcomes.items()
            if row.decided_on
        },
        "papers": tables.finished_papers_of(agreement),
        "topics": agreement.urusan_names,
        "offered": was_offered(agreement),
        "chain": initials.initials_chain_of(agreement, region, day) if document.draft else [],
        "supporters": [unit.name for unit in agreement.supporters.all()],
        **_OF_KIND.get(document.kind, lambda *_: {})(document, region, day, outcomes),
    }


def typed_lines(agreement: Agreement, field: str) -> list[indonesian.TypedLine]:
    """A typed field as the paper shows it; the scope is typed as one activity a line."""
    text = getattr(agreement, field)
    return indonesian.format_paragraphs(
        indonesian.letter_list(text) if field == "ruang_lingkup" else text
    )


def family_code_of(agreement: Agreement) -> str:
    """ksdd, ksdpk or sinergi."""
    return agreement.track.family


def _naskah(document: Document, region: RegionProfile, day: date, outcomes: dict) -> dict:
    agreement, kind = document.agreement, document.kind
    texts = clauses.clause_texts_of(agreement, kind)
    return {
        "parties": parties_of(agreement, region, kind, day),
        "premises": _premises(agreement, kind, outcomes),
        "head": head_of_naskah(agreement, kind, region),
        "opening": indonesian.BLANK_DAY if document.draft else indonesian.date_in_words(day),
        "clauses": [
            {"title": title, "lines": indonesian.format_paragraphs(text)} for title, text in texts
        ],
        "two_numbers": (
            _base_of(agreement, kind) == "perjanjian_kerja_sama"
            or clauses.is_with_third_party(agreement)
        ),
        "copies": indonesian.number_in_words(Signing.objects.copies_of(agreement.pk, kind)),
    }


def head_of_naskah(agreement: Agreement, kind: str, region: RegionProfile) -> dict:
    """The emblems above a naskah: the state's in the middle, or the partner's left and the region's
    right (P22 Pasal 43, 44, Lampiran).

    In a PKS between regions the right side belongs to the region that began (Pasal 43 ayat (2)).
    """
    naskah = _base_of(agreement, kind)
    if (
        naskah == "nota_kesepakatan"
        or naskah == "kesepakatan_bersama"
        and clauses.is_with_region(agreement)
    ):
        return {"state": True, "middle": region.state_emblem_uri}
    first = _root(agreement).track_code
    logo = agreement.partner.logo_data_uri if agreement.partner else ""
    left, right = (region.emblem_uri, logo) if first == "ksdd-masuk" else (logo, region.emblem_uri)
    return {"state": False, "left": left, "right": right}


def _base_of(agreement: Agreement, kind: str) -> str:
    """The kind of the naskah; of a change, that of the naskah it changes."""
    return agreement.naskah_diubah if kind in change_clauses.KINDS else kind


def _root(agreement: Agreement) -> Agreement:
    """The agreement that began it all."""
    while agreement.parent:
        agreement = agreement.parent
    return agreement


def _change(document: Document, region: RegionProfile, day: date, outcomes: dict) -> dict:
    return {
        **_naskah(document, region, day, outcomes),
        **terms_in_force.of_change(document, outcomes, _consent(outcomes.get("putusan_dprd"))),
    }


def _premises(
    agreement: Agreement, kind: str, outcomes: dict
) -> list[tuple[int, list[indonesian.TypedLine]]]:
    """What the parties declare beforehand, each point with its number (P22 Lampiran) and its lines.

    A Nota Kesepakatan tells the background in its Pasal 1.
    """
    background = [] if kind == "nota_kesepakatan" else _background(agreement.latar_belakang)
    name, title = KINDS[kind].title, indonesian.flatten_name(agreement.title)
    points = [*background]
    if topics := agreement.urusan_names:
        named = indonesian.join_names([topic[0].lower() + topic[1:] for topic in topics])
        points.append(f"bahwa objek kerja sama ini merupakan urusan pemerintahan bidang {named}")
    if kind == "perjanjian_kerja_sama" and (mother := clauses.parent_kb_reference(agreement)):
        points.append(f"bahwa PARA PIHAK telah menandatangani {mother}")
    if consent := _consent(outcomes.get("putusan_dprd")):
        points.append(consent)
    points.append(f"bahwa PARA PIHAK bermaksud mengadakan {name} tentang {title}")
    return list(enumerate(indonesian.close_points(points), 1))


def _background(text: str) -> list[str]:
    """The typed background as premises: each point that says "bahwa" itself, or all of it as one."""  # noqa: E501
    typed = indonesian.typed_lines_of(text)
    if typed and all(line.text.lower().startswith("bahwa ") for line in typed):
        return [f"b{point[1:]}" for point in indonesian.list_items_of(text)]
    if indonesian.is_phrase(text):
        return [f"bahwa {indonesian.phrase_inside_sentence(text)}"]
    return (
        [
            "bahwa kerja sama ini dilatarbelakangi hal-hal sebagai"
            f" berikut:\n{text.strip().rstrip(' .;')}"
        ]
        if text.strip()
        else []
    )


def _consent(decision) -> str:
    if decision is None or decision.outcome == "ditolak":
        return ""
    said = "memperoleh" if decision.outcome == "disetujui" else "dianggap memperoleh"
    number = f" Nomor {decision.number}" if decision.number else ""
    day = (
        f" tanggal {indonesian.short_date(decision.decided_on)}"
        if decision.decided_on and decision.outcome == "disetujui"
        else ""
    )
    letter = f" dengan surat{number}{day}" if number else day
    return (
        f"bahwa rencana kerja sama ini telah {said} persetujuan Dewan Perwakilan Rakyat"
        f" Daerah{letter}"
    )


def _kak(document: Document, region: RegionProfile, day: date, outcomes: dict) -> dict:
    agreement = document.agreement
    if agreement.track.is_foreign:
        return papers_abroad.of_terms(document, region, day, outcomes)
    fields = [*(KAK_SINERGI_FIELDS if family_code_of(agreement) == "sinergi" else KAK_FIELDS)]
    if agreement.objek and ("objek", "Objek") not in fields:
        fields.insert(2, ("objek", "Objek"))
    sections = [
        {
            "field": field,
            "title": label,
            "lines": typed_lines(agreement, field) if field in TYPED else [],
        }
        for field, label in fields
    ]
    return {
        "title": KINDS["kak"].title,
        "sections": [
            {"field": "urusan", "title": "Urusan Pemerintahan dan Program"} if s is None else s
            for s in (sections[0], None, *sections[1:])
        ],
        "indicators": tables.indicator_rows_of(agreement),
    }


def _minutes(document: Document, region: RegionProfile, day: date, outcomes: dict) -> dict:
    """The minutes bear the day of the meeting, not of their printing, and name who was there when
    that is recorded.
    """
    study, code = outcomes.get("telaahan_tkksd"), document.agreement.track_code
    fits = study is None or study.outcome != "tidak layak"
    return {
        "opening": indonesian.date_in_words((study and study.decided_on) or day),
        "study": study,
        "fits": fits,
        "findings": [f for f in (study.findings if study else []) if f.get("butir")],
        "remark": indonesian.format_paragraphs(study.note) if study else [],
        "article": STUDIED_UNDER.get(code) or STUDIED_UNDER[family_code_of(document.agreement)],
        **_attendance(document, study),
    }


def _attendance(document: Document, study) -> dict:
    """The meeting on which the study was made: the one of that day, or else the last before it in
    this stage.
    """
    held = document.agreement.meetings.filter(stage_code=document.stage_code)
    held = held.filter(held_on__lte=study.decided_on) if study and study.decided_on else held
    meeting = held.order_by("held_on", "pk").last()
    return supporting_papers.meeting_context(meeting)


def was_offered(agreement: Agreement) -> bool:
    """Whether the other side made the offer."""
    return agreement.track_code in ("ksdd-masuk", "ksdpk-pihak-ketiga", "sinergi-masuk")


def _offer(document: Document, region: RegionProfile, day: date, outcomes: dict) -> dict:
    kind = family_code_of(document.agreement)
    basis = {"ksdd": "Pasal 8", "ksdpk": "Pasal 30", "sinergi": "Pasal 54"}[kind]
    return {
        "article": basis,
        "answer_days": indonesian.number_in_words(30) if kind != "ksdpk" else "",
    }


def _answer(document: Document, region: RegionProfile, day: date, outcomes: dict) -> dict:
    study = outcomes.get("telaahan_tkksd")
    return {
        "incoming": outcomes.get("surat_masuk") or outcomes.get("penawaran_masuk"),
        "fits": study is None or study.outcome != "tidak layak",
    }


def _consent_request(document: Document, region: RegionProfile, day: date, outcomes: dict) -> dict:
    agreement = document.agreement
    if agreement.track.is_foreign:
        return papers_abroad.of_consent_request(document, region, day, outcomes)
    article, silence = CONSENT[family_code_of(agreement)]
    if family_code_of(agreement) == "sinergi":
        enclosed = ["Rancangan Nota Kesepakatan", "Rancangan Rencana Kerja"]
    else:
        mother = clauses.parent_kb_reference(agreement)
        enclosed = [
            (
                f"{mother}, yang telah ditandatangani"
                if mother
                else "Kesepakatan Bersama yang telah ditandatangani"
            ),
            "Rancangan Perjanjian Kerja Sama",
        ]
        if clauses.is_with_third_party(agreement):
            partner = require(agreement.partner, "a third party is a partner")
            enclosed.append(f"Profil perusahaan {indonesian.flatten_name(partner.name)}")
    reasons = ["membebani masyarakat dan daerah"] if agreement.membebani else []
    if agreement.belum_dianggarkan:
        reasons.append(
            "pendanaannya belum dianggarkan dalam Anggaran Pendapatan dan Belanja Daerah tahun"
            " anggaran berjalan"
        )
    return {
        "enclosed": enclosed,
        "enclosures": indonesian.number_in_words(len(enclosed)),
        "reasons": " serta ".join(reasons),
        "article": f"{article} Peraturan Menteri Dalam Negeri Nomor 22 Tahun 2020",
        "silence": f"{silence} Peraturan Menteri tersebut",
        "days_allowed": f"{indonesian.number_in_words(45)} hari",
    }


def _work_plan(document: Document, region: RegionProfile, day: date, outcomes: dict) -> dict:
    agreement = document.agreement
    parties = parties_of(agreement, region, document.kind, day)
    nota = signers.newest_paper_of_kind(agreement, "nota_kesepakatan")
    return {
        "parties": parties,
        "plan": tables.by_year(list(agreement.activities.select_related("unit"))),
        "activities": (
            [
                point[:1].upper() + point[1:]
                for point in indonesian.list_items_of(agreement.ruang_lingkup)
            ]
            or [indonesian.flatten_name(agreement.title)]
        ),
        "indicators": tables.indicator_rows_of(agreement),
        "nota_number": nota.number if nota else "",
    }


_OF_KIND = {
    **dict.fromkeys(NASKAH, _naskah),
    **dict.fromkeys(change_clauses.KINDS, _change),
    "usulan_perubahan": terms_in_force.context_of_change_proposal,
    "penyampaian_perpanjangan": terms_in_force.of_notice,
    "kak": _kak,
    "ba_tkksd": _minutes,
    "penawaran": _offer,
    "permintaan_kedua": _offer,
    "laporan_gubernur": _offer,
    "jawaban_penawaran": _answer,
    "rencana_kerja": _work_plan,
    **dict.fromkeys(
        (
            "pernyataan_kehendak",
            "naskah_kerja_sama",
            "naskah_kerja_sama_mitra",
            *foreign_change_clauses.KINDS,
        ),
        naskah_abroad.of_naskah,
    ),
    **dict.fromkeys((*papers_abroad.ENCLOSED, "pemberitahuan_ttd"), papers_abroad.of_letter),
    "permohonan_dprd": _consent_request,
    "kuasa_penuh": papers_abroad.of_empowerment,
    "usulan_rencana": papers_abroad.context_of_offer_abroad,
    "kesediaan": papers_abroad.of_willingness,
    "kajian": papers_abroad.of_study,
    "rencana_kerja_sama": papers_abroad.of_plan,
    "rencana_tahunan": papers_abroad.of_year,
    **dict.fromkeys(("laporan_semester", "laporan_pelaksanaan"), report_papers.of_report),
    "ba_pembahasan": papers_abroad.context_of_minutes_abroad,
    "susunan_acara": signing_pages.of_rundown,
    "ba_serah_terima": signing_pages.of_handover,
    "lembar_evaluasi": evaluation_sheet.context_of_evaluation_sheet,
    **supporting_papers.OF_KIND,
}
