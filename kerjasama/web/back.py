"""Back to the page from which somebody was sent to mend what it lacked."""

from urllib.parse import quote

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

PARAMETER = "kembali"


def back_to(request: HttpRequest, otherwise: str) -> str:
    """The page of ours that the address names, else `otherwise`."""
    path = request.GET.get(PARAMETER, "")
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(
        path, {request.get_host()}, request.is_secure()
    )
    if not is_ours:
        return otherwise
    return path


def with_way_back(address: str, back: str) -> str:
    """The address, told where to lead back to."""
    path, hash_sign, anchor = address.partition("#")
    joined = "&" if "?" in path else "?"
    return f"{path}{joined}{PARAMETER}={quote(back)}{hash_sign}{anchor}"
