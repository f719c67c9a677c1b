from django import template

from agreements.regulations import register as articles
from agreements.regulations.vocabulary import Citation

register = template.Library()


@register.filter
def says(citation: Citation) -> str:
    """What the cited article says, in our words."""
    return articles.says(citation)
