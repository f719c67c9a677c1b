"""What was done to keep the installation: the backups and the drills, whichever way they ended."""

from django.db import models

from kerjasama.operations.results import Result


class Kind(models.TextChoices):
    BACKUP = "cadangan", "Pencadangan"
    DRILL = "latihan", "Latihan pemulihan"


class UpkeepQuerySet(models.QuerySet["Upkeep"]):
    def newest(self, kind: Kind, *, good: bool = True) -> "Upkeep | None":
        """The last one of that kind that ended well, or that did not."""
        return self.filter(kind=kind, is_good=good).first()


class Upkeep(models.Model):
    """A backup or a drill: of which backup, and what is to be said of it, a line each."""

    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    is_good = models.BooleanField()
    backup = models.CharField(max_length=20, blank=True)
    told = models.TextField(blank=True)

    objects = UpkeepQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"

    @property
    def lines(self) -> list[str]:
        """What is said of it."""
        return self.told.splitlines()

    @classmethod
    def keep(cls, kind: Kind, result: Result) -> "Upkeep":
        """Write down how one ended."""
        return cls.objects.create(
            kind=kind,
            at=result.at,
            is_good=result.is_good,
            backup=result.backup,
            told="\n".join(result.lines),
        )
