"""Who else words a naskah now."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from agreements.documents.wording import presence
from agreements.views.case.wording import drafted_or_404
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(Role.OPD, Role.VERIFIER, Role.LEGAL)
@require_POST
def tell_presence(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """Note at which Pasal this person types, and tell at which the others do; asked by
    static/js/presence.js.
    """
    agreement = drafted_or_404(request.user, pk, kind)
    others = presence.note_presence(
        agreement.pk, kind, request.user, request.POST.get("bagian", "")
    )
    return JsonResponse({"others": [one._asdict() for one in others]})
