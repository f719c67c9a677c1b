"""The work of the units that a person leads, as far as the person may know of it."""

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat

from agreements.models import Agreement
from agreements.monitoring.turns import CASE
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import OPD_ROLES
from kerjasama.notices.models import Notice, NoticeQuerySet

HEADS = (Role.OPD_HEAD, Role.SECTION_HEAD)


def read_unit_work(user: User) -> NoticeQuerySet:
    """What the people of these units can do: the reader's own, and what is about a case that the
    reader sees. People of other offices sit in the units of an OPD too, with work on the cases of
    every OPD.
    """
    work = Notice.objects.work_in(user.units_as(*HEADS), user)
    return work.filter(Q(user=user) | _is_known_to(user))


def _is_known_to(user: User) -> Q:
    name = Concat(Value(f"{CASE}/"), Cast("pk", CharField()))
    seen = Agreement.objects.visible_to(user).order_by().annotate(notice_name=name)
    about_seen = Q(about__in=seen.values("notice_name"))
    if user.roles - set(OPD_ROLES):
        return about_seen | Q(about="")
    return about_seen
