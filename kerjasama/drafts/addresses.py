"""An address that only takes forms answers a reader with the page it belongs to, as after a reload
of a refused form.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, reverse

from kerjasama.web.below import match_of, root

from .subjects import PAGE_OF, may_see_address

# Where the page is not the next address above: name of the address -> name of the page, and what it
# needs of the path.
PAGES = {
    "kembalikan-evaluasi": ("evaluasi-rinci", ("pk", "number")),
    "status-penandatanganan": ("penandatanganan-berkas", ("pk",)),
    "periksa-rangkap": ("penandatanganan-berkas", ("pk",)),
    "susunan-acara": ("penandatanganan-berkas", ("pk",)),
    "kirim-docx": ("redaksi", ("pk", "kind")),
    "terima-docx": ("redaksi", ("pk", "kind")),
    "buat-dokumen": ("kerja-sama", ("pk",)),
}


class AtItsPage:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            response.status_code != 405
            or request.method not in ("GET", "HEAD")
            or not request.user.is_authenticated
        ):
            return response
        if not may_see_address(request.user, request.path):
            raise Http404
        return redirect(page_of_address(request.path))


def page_of_address(path: str) -> str:
    """The page to which an address belongs: named, known to an app, or the next address above that
    there is.
    """
    match = match_of(path)
    if match.url_name in PAGES:
        page, needed = PAGES[match.url_name]
        return reverse(page, kwargs={name: match.kwargs[name] for name in needed})
    for known in PAGE_OF:
        if page := known(match):
            return page
    above = path.rstrip("/")
    while above.startswith(root()):
        above = above.rsplit("/", 1)[0]
        try:
            match_of(f"{above}/")
        except Resolver404:
            continue
        return f"{above}/"
    return root()
