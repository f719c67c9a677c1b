"""What the naskah of a cooperation at home print, their changes and the plan they follow."""

from datetime import date

from agreements.documents import signers
from agreements.documents.kinds import KINDS, DocumentCode
from agreements.documents.pages import tables, terms_in_force
from agreements.documents.text import indonesian
from agreements.documents.wording import clauses, naskah_facts
from agreements.documents.wording.parties_at_home import parties_of
from agreements.models import Agreement, Document, Evidence, Signing
from agreements.regulations import ksdd
from kerjasama.accounts.models import RegionProfile

from .builders import Outcomes, Words


def of_naskah(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    agreement, kind = document.agreement, document.kind
    texts, wording = clauses.clause_texts_of(agreement, kind), KINDS[kind].wording
    return {
        "parties": parties_of(agreement, region, kind, day),
        "premises": _premises(agreement, kind, outcomes),
        "head": head_of_naskah(agreement, kind, region),
        "opening": indonesian.BLANK_DAY if document.draft else indonesian.date_in_words(day),
        "clauses": [
            {"title": title, "lines": indonesian.format_paragraphs(text)} for title, text in texts
        ],
        "capacities": wording.capacities_on(agreement.track) if wording else "",
        "two_numbers": (
            _base_of(agreement, kind) == DocumentCode.PERJANJIAN_KERJA_SAMA
            or agreement.track.is_with_third_party
        ),
        "copies": indonesian.number_in_words(Signing.objects.copies_of(agreement.pk, kind)),
    }


def head_of_naskah(agreement: Agreement, kind: str, region: RegionProfile) -> Words:
    """The emblems above a naskah: the state's in the middle, or the partner's left and the region's
    right (P22 Pasal 43, 44, Lampiran).

    In a PKS between regions the right side belongs to the region that began (Pasal 43 ayat (2)).
    """
    naskah = _base_of(agreement, kind)
    between_regions = agreement.track.is_with_region and naskah == DocumentCode.KESEPAKATAN_BERSAMA
    if between_regions or naskah == DocumentCode.NOTA_KESEPAKATAN:
        return {"state": True, "middle": region.state_emblem_uri}
    first = _root(agreement).track_code
    logo = agreement.partner.logo_data_uri if agreement.partner else ""
    if first == ksdd.MASUK.code:
        return {"state": False, "left": region.emblem_uri, "right": logo}
    return {"state": False, "left": logo, "right": region.emblem_uri}


def _base_of(agreement: Agreement, kind: str) -> str:
    """The kind of the naskah; of a change, that of the naskah it changes."""
    return agreement.naskah_diubah if KINDS[kind].changes_at_home else kind


def _root(agreement: Agreement) -> Agreement:
    """The agreement that began it all."""
    while agreement.parent:
        agreement = agreement.parent
    return agreement


def of_change(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    return {
        **of_naskah(document, region, day, outcomes),
        **terms_in_force.of_change(document, outcomes, _consent(outcomes.get("putusan_dprd"))),
    }


def _premises(
    agreement: Agreement, kind: str, outcomes: Outcomes
) -> list[tuple[int, list[indonesian.TypedLine]]]:
    """What the parties declare beforehand, each point with its number (P22 Lampiran) and its lines.

    A Nota Kesepakatan tells the background in its Pasal 1.
    """
    name, title = KINDS[kind].title, indonesian.flatten_name(agreement.title)
    points: list[str] = []
    if kind != DocumentCode.NOTA_KESEPAKATAN:
        points += _background(agreement.latar_belakang)
    if topics := agreement.urusan_names:
        named = indonesian.join_names([topic[0].lower() + topic[1:] for topic in topics])
        points.append(f"bahwa objek kerja sama ini merupakan urusan pemerintahan bidang {named}")
    is_contract = kind == DocumentCode.PERJANJIAN_KERJA_SAMA
    if is_contract and (mother := naskah_facts.parent_kb_reference(agreement)):
        points.append(f"bahwa PARA PIHAK telah menandatangani {mother}")
    if consent := _consent(outcomes.get("putusan_dprd")):
        points.append(consent)
    points.append(f"bahwa PARA PIHAK bermaksud mengadakan {name} tentang {title}")
    return list(enumerate(indonesian.close_points(points), 1))


def _background(text: str) -> list[str]:
    """The typed background as premises: each point that says "bahwa" itself, or all as one."""
    typed = indonesian.typed_lines_of(text)
    if typed and all(line.text.lower().startswith("bahwa ") for line in typed):
        return [f"b{point[1:]}" for point in indonesian.list_items_of(text)]
    if indonesian.is_phrase(text):
        return [f"bahwa {indonesian.phrase_inside_sentence(text)}"]
    if not text.strip():
        return []
    told = text.strip().rstrip(" .;")
    return [f"bahwa kerja sama ini dilatarbelakangi hal-hal sebagai berikut:\n{told}"]


def _consent(decision: Evidence | None) -> str:
    """The premise that the DPRD consents; empty where it did not, or was not asked."""
    if decision is None or decision.outcome == "ditolak":
        return ""
    is_given = decision.outcome == "disetujui"
    said = "memperoleh" if is_given else "dianggap memperoleh"
    plan = f"bahwa rencana kerja sama ini telah {said} persetujuan Dewan Perwakilan Rakyat Daerah"
    day = ""
    if is_given and decision.decided_on:
        day = f" tanggal {indonesian.short_date(decision.decided_on)}"
    if decision.number:
        return f"{plan} dengan surat Nomor {decision.number}{day}"
    return f"{plan}{day}"


def of_work_plan(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    """The plan that a Nota Kesepakatan is carried out by: its activities, or else its scope."""
    agreement = document.agreement
    nota = signers.newest_paper_of_kind(agreement, DocumentCode.NOTA_KESEPAKATAN)
    scope = [
        point[:1].upper() + point[1:] for point in indonesian.list_items_of(agreement.ruang_lingkup)
    ]
    return {
        "parties": parties_of(agreement, region, document.kind, day),
        "plan": tables.by_year(list(agreement.activities.select_related("unit"))),
        "activities": scope or [indonesian.flatten_name(agreement.title)],
        "indicators": tables.indicator_rows_of(agreement),
        "nota_number": nota.number if nota else "",
    }
