from typing import Any

from django import template
from django.template import RequestContext

from agreements.monitoring import vacancies as empty
from kerjasama.accounts.models import Role
from kerjasama.accounts.policy import MANAGERS

register = template.Library()


@register.inclusion_tag("components/vacancies.html", takes_context=True)
def vacancies(context: RequestContext) -> dict[str, Any]:
    """The roles nobody holds, for those who can see to it; nothing for anybody else."""
    roles: frozenset[str] = getattr(context["request"].user, "roles", frozenset())
    if not roles & set(MANAGERS):
        return {}
    return {"vacancies": empty.vacant_roles(), "is_admin": Role.ADMIN in roles}
