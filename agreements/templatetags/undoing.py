from django import template
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.urls import reverse
from django.utils import timezone

from agreements.models import Document
from agreements.monitoring.duties import radar_letter

register = template.Library()
TAG = "batalkan"


@register.filter
def undo_address(message: Message) -> str:
    """Where the act that the message tells of is taken back; empty for any other message."""
    tag, _, keys = (message.extra_tags or "").partition("-")
    if tag != TAG:
        return ""
    case, _, act = keys.partition("-")
    return reverse("batalkan", args=[case, act])


@register.filter
def role_of_message(message: Message) -> str:
    """How loudly a screen reader says it: a refusal interrupts."""
    if message.level >= constants.ERROR:
        return "alert"
    return "status"


@register.filter
def tells_of_making(message: Message) -> bool:
    """Whether it says that something is being made, so that the page may tell when it is there."""
    return "sedang dibuat" in str(message.message)


@register.filter
def may_follow(letters: list[Document]) -> bool:
    """Whether another letter of the radar may be asked for beside these."""
    return radar_letter.is_letter_due(letters, timezone.localdate())
