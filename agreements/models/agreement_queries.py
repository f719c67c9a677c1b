"""Which agreements: the questions that lists, figures and acts ask of the table of cases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models

from agreements.regulations.plans import UNPLANNED
from kerjasama.accounts import policy

from . import in_force, searching
from .activity import Activity
from .assignment import Assignment, Desk
from .decision import Choice, Decision
from .exemption import Exemption
from .legacy import Origin
from .party import Party
from .proposal import ProposalState
from .state import STOPPED, State
from .status import IMPLEMENTING, Status, where_status

if TYPE_CHECKING:
    from kerjasama.accounts.models import User


def _has_activities(**of_year: int) -> models.Exists:
    return models.Exists(Activity.objects.filter(agreement=models.OuterRef("pk"), **of_year))


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> AgreementQuerySet:
        """What this person may see; records that were taken back are seen by nobody."""
        return self.visible_by(policy.visible_agreements(user))

    def visible_by(self, seen: models.Q) -> AgreementQuerySet:
        """The same by what `policy.visible_agreements` says of a person."""
        return self.filter(seen).exclude(origin=Origin.TAKEN_BACK)

    def running(self) -> AgreementQuerySet:
        return self.filter(state=State.RUNNING)

    def with_status(self, status: str, today: date) -> AgreementQuerySet:
        """Those that stand so, as `Agreement.status` says it. Raises KeyError for an unknown one."""  # noqa: E501
        return self.filter(where_status(status, today))

    def on_their_way(self, today: date) -> AgreementQuerySet:
        """Those that are still being made, with a naskah to be signed yet."""
        return self.with_status(Status.ON_ITS_WAY, today)

    def held_by(self, user: User) -> AgreementQuerySet:
        """Running cases in which the next act is this person's."""
        return self.running().filter(policy.holds_the_ball(user))

    def held_by_others(self, user: User) -> AgreementQuerySet:
        """Running cases in which the next act is somebody else's; what only runs until its end
        waits for nobody.
        """
        return self.running().exclude(holders=[]).exclude(policy.holds_the_ball(user))

    def handled_by(self, user: User) -> AgreementQuerySet:
        """Those for which this person was named, and of a desk where he still works."""
        mine = Assignment.objects.standing().filter(person__in=user.accounts)
        return self.filter(pk__in=mine.order_by().values("agreement"))

    def handled_by_nobody_at(self, desk: Desk) -> AgreementQuerySet:
        """Running cases for which nobody is named at that desk."""
        named = Assignment.objects.standing().filter(desk=desk)
        return self.running().exclude(pk__in=named.order_by().values("agreement"))

    def implementing(self, today: date) -> AgreementQuerySet:
        """In force, with every naskah signed, so that it is to be carried out now."""
        carried_out = models.Q(state=State.DONE) | models.Q(
            state=State.RUNNING, stage_code__in=IMPLEMENTING
        )
        return self.filter(carried_out, effective_on__lte=today, holds_until__gte=today).exclude(
            track_code__in=UNPLANNED
        )

    def planned(self, today: date) -> AgreementQuerySet:
        """With activities for this year or a later one."""
        return self.filter(_has_activities(year__gte=today.year))

    def unplanned(self, today: date) -> AgreementQuerySet:
        """Without activities for this year or a later one."""
        return self.exclude(_has_activities(year__gte=today.year))

    def exempted(self) -> AgreementQuerySet:
        """Those in which somebody was exempted from the separation of duties."""
        given = Exemption.objects.filter(state=ProposalState.CONFIRMED)
        return self.filter(pk__in=given.order_by().values("agreement"))

    def signed(self) -> AgreementQuerySet:
        """With a naskah signed, whether it still holds or not; what was given up is none."""
        return self.filter(effective_on__isnull=False).exclude(state__in=STOPPED)

    def with_plan_of(self, year: int) -> AgreementQuerySet:
        """Signed, with activities in that year."""
        return self.signed().filter(_has_activities(year=year))

    def expiring(self, start: date, end: date) -> AgreementQuerySet:
        return self.filter(ends_on__range=(start, end))

    def with_ending(self) -> AgreementQuerySet:
        """With what `in_force` asks of each: the decision on its end, and the change of it that is
        under way.
        """
        return self.annotate(**in_force.ending_annotations(self.model._base_manager.all()))

    def with_partner_names(self) -> AgreementQuerySet:
        """With the names of all partners, in the order of the naskah."""
        own = Party.objects.filter(agreement=models.OuterRef("pk"), partner__isnull=False)
        return self.annotate(partner_names=ArraySubquery(own.order_by("position").values("name")))

    def in_force(self, how: str, today: date) -> AgreementQuerySet:
        """Signed agreements by how they stand, as `in_force.standing` says it."""
        return self._with_ending_unseen().filter(in_force.filter_by_in_force(how, today))

    def undecided(self) -> AgreementQuerySet:
        """Those of which nobody decided yet what is to become of them at their present end."""
        return self._with_ending_unseen().filter(decided="")

    def decided_to_change(self) -> AgreementQuerySet:
        """Those that are to be extended or ended, with which of it."""
        moved = Decision.objects.given().filter(choice__in=(Choice.EXTEND, Choice.END)).order_by()
        return (
            self.filter(pk__in=moved.values("agreement"))
            .with_ending()
            .filter(decided__in=(Choice.EXTEND, Choice.END))
        )

    def _with_ending_unseen(self) -> AgreementQuerySet:
        return self.alias(**in_force.ending_annotations(self.model._base_manager.all()))

    def changeable(self, today: date) -> AgreementQuerySet:
        """Signed agreements that still hold and that nobody has ended."""
        return self.filter(holds_until__gte=today, terminated=False).exclude(state__in=STOPPED)

    def search(self, asked: str) -> AgreementQuerySet:
        """By words, names and numbers (models.searching); "kerja sama" alone asks for nothing."""
        words = searching.words_of(asked)
        if not words:
            return self
        return self.filter(searching.filter_by_words(words, self.model))

    def resembling(self, asked: str) -> AgreementQuerySet:
        """For words that nothing holds: those whose words are like them, however misspelt."""
        return searching.resembling_cases(searching.words_of(asked), self)
