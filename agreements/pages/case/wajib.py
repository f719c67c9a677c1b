"""What happened around a Kerja Sama Wajib, by group, and the form of another act."""

from dataclasses import dataclass

from agreements.forms.team import WithdrawalForm
from agreements.forms.wajib import WajibForm
from agreements.models import Agreement, WajibRecord
from agreements.monitoring.wajib import (
    acts_to_record,
    may_withdraw_record,
    standing_of,
)
from agreements.regulations.supervision import (
    COMPLEX,
    CONTINUOUS,
    COST,
    COST_BY,
    LONG,
    Group,
    Standing,
    WajibAct,
    acts_open_to,
)
from kerjasama.accounts.models import User

# A withdrawal that was sent and refused, with the key of its record.
TypedWithdrawal = tuple[int, WithdrawalForm]


@dataclass(frozen=True)
class WajibLine:
    """One record, with the form of its withdrawal for the Bagian."""

    record: WajibRecord
    withdrawal: WithdrawalForm | None


@dataclass(frozen=True)
class WajibGroup:
    """What belongs together: its heading, the acts that the law knows, and what is recorded."""

    title: str
    acts: list[WajibAct]
    lines: list[WajibLine]


@dataclass(frozen=True)
class WajibPage:
    """The three groups, how the cooperation stands, and the form for who may record."""

    standing: Standing
    last: WajibRecord | None
    groups: list[WajibGroup]
    form: WajibForm | None
    knows_geometry: bool
    cost: str = COST
    cost_by: object = COST_BY
    conditions: tuple[object, ...] = (CONTINUOUS, COMPLEX, LONG)


def build_wajib_page(
    user: User, agreement: Agreement, form: WajibForm | None, typed: TypedWithdrawal | None
) -> WajibPage:
    """The page as this person sees it, with forms as they were typed."""
    acts = acts_to_record(user, agreement)
    if not acts:
        form = None
    elif form is None:
        form = WajibForm(acts=acts, agreement=agreement)
    rows = list(agreement.wajib_records.select_related("by", "withdrawn_by"))
    known = acts_open_to(one_province=agreement.one_province)
    standing, last = standing_of(agreement)
    return WajibPage(
        standing=standing,
        last=last,
        groups=[
            WajibGroup(
                group.value,
                [act for act in known if act.group is group],
                [_line(user, row, typed) for row in rows if row.act.group is group],
            )
            for group in Group
        ],
        form=form,
        knows_geometry=agreement.one_province is not None,
    )


def _line(user: User, row: WajibRecord, typed: TypedWithdrawal | None) -> WajibLine:
    form = None
    if may_withdraw_record(user) and not row.is_withdrawn:
        form = WithdrawalForm(auto_id=f"id_tarik_{row.pk}_%s")
    if typed is not None and typed[0] == row.pk:
        form = typed[1]
    return WajibLine(row, form)
