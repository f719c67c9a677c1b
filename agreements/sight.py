"""Whether a person still sees the case or the item that stands behind an address; asked for what
was typed there and not sent.
"""

from django.urls import ResolverMatch, reverse

from kerjasama.accounts.models import User
from kerjasama.drafts.subjects import PAGE_OF, SIGHT

from .models import Agreement, Document, IncomingLetter, Letter, Mailing, MappedItem, Original


def may_see(user: User, match: ResolverMatch) -> bool:
    """True as well for addresses that belong to no case."""
    case = _case_of(match.route, match.kwargs.get("pk", 0))
    if case is None:
        return True
    return Agreement.objects.visible_to(user).filter(pk=case).exists()


def _case_of(route: str, pk: int) -> int | None:
    if route.startswith("kerja-sama/<int:pk>/"):
        return pk
    of_cases = (
        ("dokumen/<int:pk>/", Document),
        ("surel-mitra/<int:pk>/", Mailing),
        ("naskah-asli/<int:pk>/", Original),
    )
    for start, model in of_cases:
        if route.startswith(start):
            return model.objects.filter(pk=pk).values_list("agreement_id", flat=True).first() or 0
    return None


def may_see_item(user: User, match: ResolverMatch) -> bool:
    """As `may_see`, for an item of the yearly mapping."""
    if not match.route.startswith("pemetaan/butir/<int:pk>/"):
        return True
    return MappedItem.objects.visible_to(user).filter(pk=match.kwargs["pk"]).exists()


def may_see_letter(user: User, match: ResolverMatch) -> bool:
    """As `may_see`, for a letter: of a case, free, or one that came in."""
    if match.route.startswith("surat-masuk/<int:pk>/"):
        rows = IncomingLetter.objects.visible_to(user)
        return rows.filter(pk=match.kwargs["pk"]).exists()
    if not match.route.startswith("surat/<int:pk>/"):
        return True
    return Letter.objects.visible_to(user).filter(pk=match.kwargs["pk"]).exists()


def page_to_retry_at(match: ResolverMatch) -> str | None:
    """Where a paper or a mail is asked for again, for whoever opens that address to read."""
    for name, model, page in (
        ("ulangi-dokumen", Document, "kerja-sama"),
        ("ulangi-surel-mitra", Mailing, "surel-mitra"),
    ):
        if match.url_name == name:
            case = (
                model.objects.filter(pk=match.kwargs["pk"])
                .values_list("agreement_id", flat=True)
                .first()
            )
            return reverse(page, args=[case]) if case else None
    return None


SIGHT.extend((may_see, may_see_item, may_see_letter))
PAGE_OF.append(page_to_retry_at)
