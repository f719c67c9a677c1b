"""What a telephone needs to know to keep the program among its own."""

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control

from kerjasama.accounts.models import RegionProfile
from kerjasama.accounts.policy import allow
from kerjasama.web.below import root

GREEN, PAGE = "#125c3a", "#f5f7f6"


@allow(public=True)
@cache_control(max_age=3600)
def show_manifest(request: HttpRequest) -> JsonResponse:
    """Name, icons and first page; it tells nothing but what the sign-in page tells."""
    manifest = {
        "name": f"Kerja Sama {RegionProfile.current().short_name}".strip(),
        "short_name": "Kerja Sama",
        "lang": "id",
        "id": root(),
        "start_url": reverse("beranda"),
        "scope": root(),
        "display": "standalone",
        "theme_color": GREEN,
        "background_color": PAGE,
        "icons": [
            _icon("icon.svg", "any", "image/svg+xml"),
            _icon("icon-192.png", "192x192", "image/png"),
            _icon("icon-512.png", "512x512", "image/png"),
            _icon("icon-maskable-512.png", "512x512", "image/png") | {"purpose": "maskable"},
        ],
        "shortcuts": [
            {"name": "Tugas", "url": reverse("beranda")},
            {"name": "Cari", "url": reverse("cari")},
        ],
    }
    return JsonResponse(manifest, content_type="application/manifest+json")


def _icon(name: str, sizes: str, kind: str) -> dict[str, str]:
    return {"src": static(f"img/{name}"), "sizes": sizes, "type": kind}
