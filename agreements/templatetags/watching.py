from django import template
from django.template import RequestContext

from agreements.models import Agreement
from agreements.pages.case.version import version_of_case

register = template.Library()


@register.simple_tag(takes_context=True)
def case_version(context: RequestContext, agreement: Agreement) -> str:
    """The mark of the case for this reader, of a page that renews itself when the mark changes."""
    return version_of_case(context["user"], agreement)
