"""Lists as somebody keeps them: a name for what was filtered and how it was sorted."""

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
