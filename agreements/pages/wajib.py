"""The list of what was recorded about all Kerja Sama Wajib."""

from dataclasses import dataclass

from django.core.paginator import Page

from agreements.models import WajibRecord
from agreements.models.agreement_queries import AgreementQuerySet
from agreements.models.wajib import WajibRecordQuerySet
from agreements.regulations.supervision import ACTS, Group

# How an address names a group.
GROUPS = {"pembinaan": Group.SUPERVISION, "bantuan": Group.AID, "sekretariat": Group.SECRETARIAT}


@dataclass(frozen=True)
class GroupChip:
    """A way to narrow the list."""

    code: str
    label: str
    is_current: bool


@dataclass(frozen=True)
class WajibRegisterPage:
    """The list as it was narrowed, the newest first."""

    asked: str
    rows: list[WajibRecord]
    pages: Page

    @property
    def groups(self) -> list[GroupChip]:
        """All ways to narrow it."""
        return [GroupChip(key, group.value, key == self.asked) for key, group in GROUPS.items()]


def narrowed(seen: AgreementQuerySet, asked: str) -> WajibRecordQuerySet:
    """What stands of these cases, of the group that is asked for if one is; the newest first."""
    rows = WajibRecord.objects.standing().filter(agreement__in=seen.values("pk"))
    group = GROUPS.get(asked)
    if group is not None:
        rows = rows.filter(code__in=[act.code for act in ACTS if act.group is group])
    rows = rows.select_related("agreement__owner").defer("agreement__search")
    return rows.order_by("-day", "-pk")
