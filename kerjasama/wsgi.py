import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerjasama.settings")
# A key of its own in every process would sign people out at random; only commands may do without.
if not os.environ.get("SECRET_KEY"):
    raise ImproperlyConfigured("Set SECRET_KEY; bin/start makes one for the embedded servers.")
application = get_wsgi_application()

from kerjasama.database.serving import refuse_owner  # noqa: E402  needs the settings

refuse_owner()
