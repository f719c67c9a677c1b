"""What a leader decides, on one screen: five lines on the case, what to read, and the act."""

from dataclasses import dataclass

from agreements.documents.text.indonesian import join_names
from agreements.pages.case.acts import Act
from agreements.pages.case.case_page import CasePage
from agreements.pages.case.paper_on_screen import PaperOnScreen, naskah_to_read, put_on_screen
from agreements.regulations.vocabulary import RequirementKind

# So many warnings are told in the five lines; the page of the case tells all.
FIRST_WARNINGS = 2


@dataclass(frozen=True)
class DecisionPage:
    """The first act of a reader with the case in short; `others` counts what else is to be done."""

    act: Act
    lines: tuple[tuple[str, str], ...]
    others: int
    naskah: PaperOnScreen | None


def build_decision_page(page: CasePage) -> DecisionPage | None:
    """The decision that waits for the reader of this page; None when none does."""
    if page.first_act is None:
        return None
    lines = (
        ("Apa", page.agreement.title),
        ("Dengan", tell_parties(page)),
        ("Berapa", tell_size(page)),
        ("Telaah", tell_judgements(page)),
        ("Awas", tell_warnings(page)),
    )
    row = naskah_to_read(page.table)
    return DecisionPage(
        act=page.first_act,
        lines=tuple(line for line in lines if line[1]),
        others=len(page.further_acts),
        naskah=put_on_screen(row) if row else None,
    )


def tell_parties(page: CasePage) -> str:
    """The partners, and the OPD that proposes."""
    case = page.agreement
    return " · ".join(filter(None, (join_names(case.partner_names), str(case.owner))))


def tell_size(page: CasePage) -> str:
    """The value and the term, as far as they are known."""
    return ", ".join(part for part in (page.head.value, page.head.term) if part)


def tell_judgements(page: CasePage) -> str:
    """Who approved already in this stage."""
    judged = [
        check.requirement.actor
        for check in page.situation.checks
        if check.applies and check.met and check.requirement.kind is RequirementKind.APPROVAL
    ]
    names = ", ".join(dict.fromkeys(str(actor) for actor in judged))
    return f"Sudah setuju: {names}" if names else ""


def tell_warnings(page: CasePage) -> str:
    """What makes this case unlike others: a law's warning, corrections asked for, a late term."""
    said = [warning.text for warning in page.warnings]
    said += [f"Perbaikan diminta: {item.text}" for item in page.situation.open_corrections]
    if page.ball.is_late:
        said.append("Tenggat tahap ini sudah lewat")
    return "; ".join(said[:FIRST_WARNINGS])
