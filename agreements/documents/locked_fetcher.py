"""What the layout of a paper may read: what is written in the page itself, and our own static
files. No address outside and no other file of this server, whatever somebody typed or uploaded.
"""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from weasyprint.urls import URLFetcher, URLFetcherResponse

OWN_FILES = settings.BASE_DIR / "static"


class NotOurs(ValueError):
    """A page asks for something that is neither in it nor one of our static files."""


class LockedFetcher(URLFetcher):
    """WeasyPrint's fetcher, which goes nowhere."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data", "file"}, allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """What stands there. Raises NotOurs, on which WeasyPrint leaves the place empty."""
        parts = urlsplit(url)
        if parts.scheme.lower() != "data" and not _is_own_file(parts.scheme, parts.path):
            raise NotOurs(f"a paper may not read {url[:200]}")
        return super().fetch(url, headers)


def _is_own_file(scheme: str, path: str) -> bool:
    if scheme.lower() != "file":
        return False
    return Path(unquote(path)).resolve().is_relative_to(OWN_FILES.resolve())
