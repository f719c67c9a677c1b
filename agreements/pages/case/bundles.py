"""The whole case in one file: what was gathered lately, and how far the newest is."""

from dataclasses import dataclass

from agreements.documents.archive import integrity
from agreements.documents.bundles import making
from agreements.models import Agreement, Bundle, BundleForm, BundleState

SHOWN = 10


@dataclass(frozen=True)
class BundlesPage:
    """The newest bundles of a case, and the forms in which it can be gathered."""

    bundles: list[Bundle]
    forms: list[tuple[str, str]]
    kept_days: int

    @property
    def waits(self) -> bool:
        """Whether one is being made."""
        return any(bundle.state == BundleState.QUEUED for bundle in self.bundles)


def build_bundles_page(agreement: Agreement) -> BundlesPage:
    """The page of a case; what was lost or altered since is marked."""
    bundles = list(agreement.bundles.select_related("by")[:SHOWN])
    integrity.mark_damaged_rows(bundles)
    return BundlesPage(bundles, BundleForm.choices, making.KEPT.days)
