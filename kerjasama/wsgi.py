import os
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerjasama.settings")
# A key of its own in every process would sign people out at random; only commands may do without.
if not os.environ.get("SECRET_KEY"):
    raise ImproperlyConfigured("Set SECRET_KEY; bin/start makes one for the embedded servers.")
_program = get_wsgi_application()

from kerjasama.database.serving import refuse_owner  # noqa: E402  needs the settings
from kerjasama.standing import within  # noqa: E402

refuse_owner()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The program, also behind a proxy that hands the whole address on."""
    environ["PATH_INFO"] = within(environ.get("PATH_INFO", "/"), settings.SUB_PATH)
    return _program(environ, start_response)
