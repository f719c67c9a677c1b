"""What the papers print that people order beside the stages; what was taken at the order stands in
the document's own context.
"""

from datetime import date

from django.utils import timezone

from agreements.documents.kinds import KINDS
from agreements.documents.pages import checklist, initials, papers_abroad, report_papers, tables
from agreements.documents.text import indonesian
from agreements.documents.wording.parties_at_home import parties_of
from agreements.models import Agreement, Document, Meeting, Report
from agreements.models.in_force import without_end
from agreements.regulations.duties import TIERED, duties_of
from agreements.regulations.preparing_ksdd import GEOMETRIES
from agreements.regulations.radar import NO_PKS
from agreements.regulations.register import TITLES
from kerjasama.accounts.models import RegionProfile

from .builders import Outcomes, Words

MOST_ADDRESSEES = 5  # who still stand above the letter; more are listed behind it
EMPTY_LINES = 10  # of a daftar hadir on which nobody stands yet


def context_of_meeting_paper(
    document: Document, region: RegionProfile, day: date, outcomes: Outcomes
) -> Words:
    context = meeting_context(document.meeting)
    return {**context, "annexed": len(context["guests"]) > MOST_ADDRESSEES}


def meeting_context(meeting: Meeting | None) -> Words:
    """When and where it meets, on what, with whom, and what came of it."""
    if meeting is None:
        return {}
    present = list(meeting.attendees.all())
    return {
        "meeting": meeting,
        "weekday": indonesian.WEEKDAYS[meeting.held_on.weekday()],
        "meeting_day": indonesian.short_date(meeting.held_on),
        "meeting_time": indonesian.format_clock(meeting.starts_at),
        "zone": timezone.localtime().tzname(),
        "meeting_opening": indonesian.date_in_words(meeting.held_on),
        "agenda": indonesian.format_paragraphs(indonesian.letter_list(meeting.agenda)),
        "guests": meeting.guests,
        "chair": indonesian.flatten_name(meeting.leader),
        "result": indonesian.format_paragraphs(meeting.result),
        "present": [
            {"name": row.name, "position": row.position, "institution": row.institution}
            for row in present
        ],
        "empty_lines": range(
            len(present) + 1, len(present) + 1 + (EMPTY_LINES if not present else 0)
        ),
    }


def typed_text(document: Document) -> dict[str, list[indonesian.TypedLine]]:
    """What was typed when the paper was ordered, as its lines."""
    return {
        name: indonesian.format_paragraphs(text)
        for name, text in document.context.get("typed", {}).items()
        if isinstance(text, str)
    }


def of_typed(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    return {
        "asked": typed_text(document),
        "indicators": tables.indicator_rows_of(document.agreement),
    }


def of_feasibility(
    document: Document, region: RegionProfile, day: date, outcomes: Outcomes
) -> Words:
    agreement = document.agreement
    activities = [
        point[:1].upper() + point[1:] for point in indonesian.list_items_of(agreement.ruang_lingkup)
    ]
    return {**of_typed(document, region, day, outcomes), "activities": activities}


def of_mapping(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    """The mapping as the forum agreed on it (P22 Pasal 5)."""
    forum = outcomes.get("forum_pemetaan")
    return {
        **of_typed(document, region, day, outcomes),
        "opening": indonesian.date_in_words((forum and forum.decided_on) or day),
        "forum": indonesian.flatten_name(forum.note) if forum else "",
        "geometry": dict(GEOMETRIES).get(document.agreement.geometri, ""),
        "programs": indonesian.list_items_of(document.context["typed"].get("program_pemetaan", "")),
        "parties": parties_of(document.agreement, region, document.kind, day),
    }


def of_dispute(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    return {
        **of_typed(document, region, day, outcomes),
        "opening": indonesian.date_in_words(day),
        "parties": parties_of(document.agreement, region, document.kind, day),
        "naskah": instruments_of(document.agreement),
    }


def instruments_of(agreement: Agreement) -> list[str]:
    """The signed naskah by name and number."""
    return report_papers.signed_naskah_of(agreement).splitlines()


def context_of_supporting_sheet(
    document: Document, region: RegionProfile, day: date, outcomes: Outcomes
) -> Words:
    """What was taken when the sheet was ordered."""
    taken = {
        name: value for name, value in document.context.items() if name not in ("date", "typed")
    }
    return {**taken, "typed_name": document.context["typed"].get("penyerah", "")}


def of_initials(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    """The sheet names the paper that it goes with."""
    paper = document.context["typed"]["naskah"]
    return {"about": paper, "chain": initials.initials_chain_of(document.agreement, region, day)}


def of_recommendation(
    document: Document, region: RegionProfile, day: date, outcomes: Outcomes
) -> Words:
    names, lines = (
        [KINDS[kind].title for kind in document.context["naskah"]],
        document.context["lines"],
    )
    complete = all(line["verdict"] != checklist.UNMET for line in lines)
    return {
        "naskah": " dan ".join(names),
        "lines": lines,
        "complete": complete,
        "consent": outcomes.get("putusan_dprd"),
    }


def of_signed(document: Document, region: RegionProfile, day: date, outcomes: Outcomes) -> Words:
    """The letter that goes with a signed Nota Kesepakatan to the Menteri."""
    naskah = instruments_of(document.agreement)
    return {
        "enclosed": naskah,
        "copies_sent": indonesian.number_in_words(len(naskah)),
        "signed_on": indonesian.short_date(document.agreement.effective_on or day),
    }


def of_report_letter(
    document: Document, region: RegionProfile, day: date, outcomes: Outcomes
) -> Words:
    """The letter that hands a report on to the Gubernur, by the article that says so."""
    agreement = document.agreement
    report = Report.objects.filter(
        agreement=agreement, pk=document.context["typed"]["laporan"]
    ).first()
    paper = report.papers.filter(draft=False).order_by("pk").last() if report else None
    codes = [TIERED[duty.code] for duty in duties_of(agreement.track_code) if duty.code in TIERED]
    duty = next(duty for duty in duties_of(agreement.track_code) if duty.code in codes)
    return {
        "report": report,
        "report_number": paper.number if paper else "",
        "article": duty.citation.article,
        "naskah": instruments_of(agreement),
    }


def of_intent_copy(
    document: Document, region: RegionProfile, day: date, outcomes: Outcomes
) -> Words:
    signed = outcomes.get("ttd_loi")
    return {
        **papers_abroad.of_letter(document, region, day, outcomes),
        "signed": tables.recorded_day_of(signed),
    }


def of_explanation(
    document: Document, region: RegionProfile, day: date, outcomes: Outcomes
) -> Words:
    """Why the cooperation seems to sleep, since when, and which letters went before, all as it
    stood at the order.
    """
    told = document.context
    return {
        "reasons": [{"text": row["text"], "since": _said(row["since"])} for row in told["reasons"]],
        "asks_for_pks": any(row["code"] == NO_PKS.code for row in told["reasons"]),
        "earlier": [
            {"number": row["number"], "date": _said(row["date"])} for row in told["earlier"]
        ],
        "answer_days": indonesian.number_in_words(told["days"]),
        "law": _law(told["articles"]),
        "naskah": instruments_of(document.agreement),
        "in_force": without_end(document.agreement)
        or f"sampai dengan {indonesian.day_or_blank(document.agreement.ends_on)}",
    }


def _said(written: str) -> str:
    return indonesian.short_date(date.fromisoformat(written))


def _law(articles: dict[str, str]) -> str:
    """By what it is carried out and reported on, the regulation in full: "dilaksanakan menurut
    Pasal 37 … dan dilaporkan menurut …".
    """
    verbs = {"carried_out": "dilaksanakan", "reported": "dilaporkan"}
    regulation = next((place.partition(" ")[0] for place in articles.values()), "")
    told = [
        f"{verb} menurut {articles[name].partition(' ')[2]}"
        for name, verb in verbs.items()
        if name in articles
    ]
    return f"{' dan '.join(told)} {TITLES[regulation].partition(' tentang ')[0]}" if told else ""
