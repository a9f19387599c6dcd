"""The filter `kept_texts`: what a person typed into a form that could not be accepted."""

import re

from django import template
from django.http import QueryDict

register = template.Library()

_NOT_TYPED = re.compile(
    r"password|csrf|-(?:digest|version|base|was-private|beside|DELETE)$|_FORMS$|^base_version$"
)
_SWITCHES = frozenset({"", "on"})


@register.filter
def kept_texts(posted: QueryDict) -> list[str]:
    """List the texts of a form in its order, without passwords, marks of the form and switches."""
    return [
        text
        for name, texts in posted.lists()
        if not _NOT_TYPED.search(name)
        for text in texts
        if text.strip() not in _SWITCHES
    ]
