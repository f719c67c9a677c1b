from django import template

from kerjasama.accounts.models import Membership, Role, User

register = template.Library()


@register.simple_tag
def administrators() -> list[str]:
    """The names of the active administrators: whom to ask for a role."""
    found = User.objects.filter(pk__in=Membership.objects.of_active(Role.ADMIN).values("user"))
    return [str(person) for person in found.order_by("first_name", "username")]
