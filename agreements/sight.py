"""Whether a person still sees the case that stands behind an address; asked for what was typed there and not sent."""

from django.urls import ResolverMatch

from .models import Agreement, Document, Original


def may_see(user, match: ResolverMatch) -> bool:
    """True as well for addresses that belong to no case."""
    case = _case_of(match.route, match.kwargs.get("pk", 0))
    if case is None:
        return True
    return Agreement.objects.visible_to(user).filter(pk=case).exists()


def _case_of(route: str, pk: int) -> int | None:
    if route.startswith("kerja-sama/<int:pk>/"):
        return pk
    for start, model in (("dokumen/<int:pk>/", Document), ("naskah-asli/<int:pk>/", Original)):
        if route.startswith(start):
            return model.objects.filter(pk=pk).values_list("agreement_id", flat=True).first() or 0
    return None
