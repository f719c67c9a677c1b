"""What was typed of a naskah, as blocks that the editor of Redaksi shows."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from agreements.documents.wording import kept_trees, trees
from agreements.forms.uploads import LONGEST_TEXT
from agreements.naskah.blocks import ENGLISH, INDONESIAN, Body, Text
from agreements.naskah.html import body_as_html
from agreements.naskah.inline import Teller
from agreements.naskah.numbering import Numbers
from agreements.naskah.plain import is_typed_with_signs, read_body
from agreements.views.case.wording import drafted_or_404
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import allow
from kerjasama.web.requests import AuthenticatedRequest


@allow(Role.OPD, Role.VERIFIER, Role.LEGAL)
@require_POST
def show_typed(request: AuthenticatedRequest, pk: int, kind: str) -> HttpResponse:
    """The blocks of a typed text as HTML; asked by static/js/naskah-editor.js, which writes them
    back as they are typed. Nothing is kept by it: what is sent later is read and judged as ever.
    """
    agreement = drafted_or_404(request.user, pk, kind)
    part, language = kept_trees.split_part_in(request.POST.get("bagian", ""))
    tree = trees.tree_of(kind, agreement)
    # References are typed in Indonesian words, or in English ones in any other language.
    typed_in = language if language == INDONESIAN else ENGLISH
    teller = Teller(Numbers(tree), kept_trees.values_of(kind, agreement, language), typed_in)
    body = _body_of(request.POST.get("teks", "")[:LONGEST_TEXT])
    return JsonResponse({"html": body_as_html(body, teller, part)})


def _body_of(text: str) -> Body:
    """Plain text keeps the numbers that it was typed with, as papers read it."""
    if is_typed_with_signs(text):
        return read_body(text)
    return read_body(text, lambda words: (Text(words),), renumbers=False, has_signs=False)
