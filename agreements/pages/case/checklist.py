"""What the stage of a case asks for, as its page groups it."""

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
    facts, papers = _split_facts(rows)
    above = {code for act in acts for code in act.codes}
    left = [row for row in papers if not row.is_settled and row.need.code not in above]
    waiting = []
    if not situation.agreement.is_closed:
        waiting = [row for row in left if row.check.waits]
    return Checklist(
        facts=[row for row in facts if row.check.applies],
        done=[row for row in papers if row.is_settled],
        todo=[row for row in left if not row.check.waits],
        waiting=waiting,
        reasons=[row for row in rows if row.check.blocks and not row.check.waits],
        met=sum(row.check.met for row in rows),
        counted=sum(row.counts for row in rows),
    )


def _split_facts(rows: list[RequirementRow]) -> tuple[list[RequirementRow], list[RequirementRow]]:
    """What the proposal says, and what is made, recorded or handed in."""
    facts = [row for row in rows if row.need.fact]
    return facts, [row for row in rows if not row.need.fact]
