"""The legal papers on the page of a mitra, which knows nothing of files itself."""

from typing import Any

from django import template
from django.template import RequestContext

from agreements.documents.archive.integrity import mark_damaged_rows
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
    """The papers that stand, as far as this reader may open them, and what they may do with
    each.
    """
    user = context["request"].user
    papers = list(partner.papers.standing().select_related("by"))
    mark_damaged_rows(papers)
    reads_all = may_read_papers(user, partner)
    readable = [paper for paper in papers if reads_all or user.is_same_person(paper.by)]
    return {
        "partner": partner,
        "rows": [(paper, may_withdraw_paper(user, paper)) for paper in readable],
        "lacking": lacking_papers_of(partner, papers),
        "reads_all": reads_all,
        "may_add": may_add_papers(user, partner),
        "csrf_token": context.get("csrf_token"),
    }
