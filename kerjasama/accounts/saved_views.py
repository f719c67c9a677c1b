"""Lists as somebody keeps them: a name for what was filtered and how it was sorted."""

from collections import Counter

from django.conf import settings
from django.db import models

MOST_VIEWS = 12
LONGEST_NAME = 40
LONGEST_QUERY = 1000


class SavedViewQuerySet(models.QuerySet):
    def of_list(self, user_id: int, listing: str) -> "SavedViewQuerySet":
        """What this person keeps of that list, in the order in which it was named."""
        return self.filter(user=user_id, listing=listing)


class SavedView(models.Model):
    """One of them; `query` stands behind the address of the list."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    listing = models.CharField(max_length=40)
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.CharField(max_length=LONGEST_QUERY)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "listing", "name"], name="one_view_of_that_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


def copy_views(person: int, to: int) -> int:
    """Give another person the lists that somebody keeps, but for names that he has already and
    what is more than one list takes. Returns how many he got.
    """
    has = set(SavedView.objects.filter(user=to).values_list("listing", "name"))
    room = Counter(listing for listing, _ in has)
    new = []
    for view in SavedView.objects.filter(user=person):
        if (view.listing, view.name) not in has and room[view.listing] < MOST_VIEWS:
            room[view.listing] += 1
            new.append(
                SavedView(user_id=to, listing=view.listing, name=view.name, query=view.query)
            )
    return len(SavedView.objects.bulk_create(new))
