"""What each test client would look up anew, though it is the same for all of them."""

from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware


def find_static_files_once() -> None:
    """The files that pages are made of lie where they lay when the first client found them."""
    find = WhiteNoiseMiddleware.add_files_from_finders
    found: dict[str, Any] = {}

    def add_files_from_finders(middleware: WhiteNoiseMiddleware) -> None:
        if not found:
            find(middleware)
            found.update(middleware.files)
        middleware.files.update(found)

    WhiteNoiseMiddleware.add_files_from_finders = add_files_from_finders
