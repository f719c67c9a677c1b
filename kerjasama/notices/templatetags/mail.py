from django import template

register = template.Library()


@register.simple_block_tag
def one_line(content: str) -> str:
    """What the template writes over several lines, as one line of the mail."""
    return " ".join(content.split())
