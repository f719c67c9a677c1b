"""The questions of a file, gathered: one for all rows of a kind, with its ground, how many rows it
settles, and examples.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .entries import RegisterEntry, RowQuestion, Topic
from .names import Partners, Units

MOST = 200  # questions that a page shows
MOST_EACH = 150  # names of a group that may be answered one by one
MOST_EXAMPLES = 3
# In this order they are asked: who, what, how, when.
ORDER = tuple(Topic)
APART = frozenset(
    {
        Topic.SEVERAL_PARTNERS,
        Topic.PARTNER_KIND,
        Topic.SHARED_NUMBER,
        Topic.ALTERED_NUMBER,
        Topic.YEAR_ALONE,
        Topic.DOUBTFUL_DAY,
        Topic.UNREAD_DAY,
        Topic.DAYS_MISSING,
        Topic.LENGTH_WITHOUT_UNIT,
        Topic.DOUBTFUL_TERM,
        Topic.END_BEFORE_BEGINNING,
        Topic.END_MISSING,
    }
)
# One of these may be answered with what should stand there.
TYPED = frozenset(
    {
        Topic.DOUBTFUL_DAY,
        Topic.UNREAD_DAY,
        Topic.DOUBTFUL_TERM,
        Topic.DAYS_MISSING,
    }
)


@dataclass
class ImportQuestion:
    """What one answer settles."""

    asked: RowQuestion
    rows: set[tuple[str, int]] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)
    proposals: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[str, int, str]] = field(default_factory=list)
    proposal_of: dict[str, str] = field(default_factory=dict)
    grounds: Counter[str] = field(default_factory=Counter)
    ground_of: dict[str, str] = field(default_factory=dict)

    def add(self, entry: RegisterEntry, asked: RowQuestion) -> None:
        """Take in the same question of one more row."""
        self.rows.add(entry.place)
        self.proposals[asked.proposal] += 1
        self.grounds[asked.ground] += 1
        if asked.name:
            self.names[asked.name] += 1
            self.proposal_of.setdefault(asked.name, asked.proposal_text)
            self.ground_of.setdefault(asked.name, asked.ground)
        if len(self.examples) < MOST_EXAMPLES:
            text = asked.name or entry.title or entry.partner_name
            self.examples.append((entry.sheet, entry.row, text[:120]))


def gather_questions(entries: Iterable[RegisterEntry]) -> list[ImportQuestion]:
    """All that is asked, by kind, what settles most rows first."""
    found: dict[tuple[str, str], ImportQuestion] = {}
    for entry in entries:
        for asked in entry.asked:
            found.setdefault((asked.kind, asked.key), ImportQuestion(asked)).add(entry, asked)
    return sorted(found.values(), key=_rank)


def _rank(question: ImportQuestion) -> tuple[int, int, str]:
    asked = question.asked
    return ORDER.index(asked.kind), -len(question.rows), asked.key


def questions_as_dicts(
    questions: list[ImportQuestion], units: Units, partners: Partners
) -> list[dict[str, Any]]:
    """The questions as the page and its form keep them, in JSON."""
    return [
        {
            "kind": question.asked.kind,
            "key": question.asked.key,
            "ground": _ground(question),
            "proposal": question.proposals.most_common(1)[0][0],
            "rows": len(question.rows),
            "examples": question.examples,
            "options": _options(question.asked, units, partners),
            "each": _each(question),
        }
        for question in questions[:MOST]
    ]


def _ground(question: ImportQuestion) -> str:
    """Why it is asked; of kinds of partner how many names are proposed for which, since one answer
    confirms them all.
    """
    if question.asked.kind != Topic.PARTNER_KIND:
        shown = [ground for ground, _ in question.grounds.most_common(MOST_EXAMPLES)]
        left = len(question.grounds) - len(shown)
        if left:
            shown.append(f"dan {left} keterangan lain")
        return "; ".join(shown)
    proposals = filter(None, question.proposal_of.values())
    labels = Counter(text.partition(". ")[0] for text in proposals)
    return "; ".join(f"{label}: {number} nama" for label, number in labels.most_common())


def _options(
    asked: RowQuestion, units: Units, partners: Partners
) -> list[tuple[int, str]] | list[int] | list[str]:
    """What may be answered: codes, and for partners (key, what is known of it); all units stand in
    the form.
    """
    if asked.kind == Topic.PARTNER:
        return [
            (partner.pk, f"{partner.name} ({partner.described})")
            for partner in partners.like(asked.name)
        ]
    if asked.kind == Topic.UNIT:
        return [unit.pk for unit in units.like(asked.key)]
    return list(asked.options)


def _each(question: ImportQuestion) -> list[tuple[str, int, str]]:
    """The names of the group, where some of them may be answered apart."""
    kind = question.asked.kind
    if kind not in APART:
        return []
    if len(question.names) < 2 and kind not in (*TYPED, Topic.PARTNER_KIND):
        return []
    return [
        (name, number, _hint_of(question, name))
        for name, number in question.names.most_common(MOST_EACH)
    ]


def _hint_of(question: ImportQuestion, name: str) -> str:
    """What is proposed for a name; else why it is asked, where the group has several reasons."""
    if proposal := question.proposal_of[name]:
        return f"Usulan: {proposal}"
    if len(question.grounds) > 1:
        return question.ground_of[name]
    return ""
