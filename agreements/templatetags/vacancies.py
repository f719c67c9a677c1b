from django import template

from agreements.monitoring import vacancies as empty
from kerjasama.accounts.policy import MANAGERS

register = template.Library()


@register.inclusion_tag("components/vacancies.html", takes_context=True)
def vacancies(context) -> dict:
    """The roles nobody holds, for those who can see to it; nothing for anybody else."""
    roles: frozenset[str] = getattr(context["request"].user, "roles", frozenset())
    return {
        "vacancies": empty.vacant_roles() if roles & set(MANAGERS) else [],
        "is_admin": "ADMIN" in roles,
    }
