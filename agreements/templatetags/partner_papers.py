"""The legal papers on the page of a mitra, which knows nothing of files itself."""

from typing import Any

from django import template
from django.template import RequestContext

from agreements.workflow.partner_papers import (
    lacking_papers_of,
    may_add_papers,
    may_read_papers,
    may_withdraw_paper,
)
from partners.models import Partner

register = template.Library()


@register.inclusion_tag("components/partner_papers.html", takes_context=True)
def partner_papers(context: RequestContext, partner: Partner) -> dict[str, Any]:
    """The papers that stand, and what this reader may do with each."""
    user = context["request"].user
    papers = list(partner.papers.standing().select_related("by"))
    return {
        "partner": partner,
        "rows": [(paper, may_withdraw_paper(user, paper)) for paper in papers],
        "lacking": lacking_papers_of(partner, papers),
        "may_read": may_read_papers(user, partner),
        "may_add": may_add_papers(user, partner),
        "csrf_token": context.get("csrf_token"),
    }
