"""What the stage of a case asks for, as its page groups it."""

from collections.abc import Callable
from dataclasses import dataclass

from agreements.pages.case.acts import Act
from agreements.pages.case.requirement_rows import RequirementRow
from agreements.workflow.evaluation import Situation


@dataclass(frozen=True)
class Checklist:
    """What the stage asks for: what is done, what the reader does above, and what others do."""

    facts: list[RequirementRow]
    done: list[RequirementRow]
    todo: list[RequirementRow]
    waiting: list[RequirementRow]
    reasons: list[RequirementRow]
    met: int
    counted: int

    @property
    def folded(self) -> list[RequirementRow]:
        """What needs nobody now: what is met, and what waits for something before it."""
        return [*self.done, *self.waiting]

    @property
    def folded_in_words(self) -> str:
        """How many of either there are."""
        said = []
        if self.done:
            said.append(f"{len(self.done)} syarat sudah terpenuhi")
        if self.waiting:
            said.append(f"{len(self.waiting)} syarat menunggu giliran")
        return ", ".join(said)


def checklist_of(situation: Situation, rows: list[RequirementRow], acts: list[Act]) -> Checklist:
    """The requirements as the page groups them; those that are acts of the reader stand above."""
    facts, papers = _split(rows, lambda row: bool(row.need.fact))
    done, left = _split(papers, lambda row: row.is_settled)
    waiting, todo = _split(_not_above(left, acts), lambda row: row.check.waits)
    return Checklist(
        facts=[row for row in facts if row.check.applies],
        done=done,
        todo=todo,
        waiting=[] if situation.agreement.is_closed else waiting,
        reasons=[row for row in rows if row.check.blocks and not row.check.waits],
        met=sum(row.check.met for row in rows),
        counted=sum(row.counts for row in rows),
    )


def _not_above(rows: list[RequirementRow], acts: list[Act]) -> list[RequirementRow]:
    """Those that are no act of the reader, which would stand above them."""
    above = {code for act in acts for code in act.codes}
    return [row for row in rows if row.need.code not in above]


def _split(
    rows: list[RequirementRow], is_one: Callable[[RequirementRow], bool]
) -> tuple[list[RequirementRow], list[RequirementRow]]:
    """Those of which it is so, and the others."""
    return [row for row in rows if is_one(row)], [row for row in rows if not is_one(row)]
