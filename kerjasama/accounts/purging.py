"""What is kept of people's visits, and for how long."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session


def purge_old_visits(now: datetime) -> None:
    """Forget ended sessions at once, and who came from where after KEEP_VISITS_DAYS."""
    Session.objects.filter(expire_date__lt=now).delete()
    long_ago = now - timedelta(days=settings.KEEP_VISITS_DAYS)
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.filter(attempt_time__lt=long_ago).delete()
