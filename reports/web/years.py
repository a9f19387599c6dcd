"""The years that concern a person. Not for: who may see a year as a whole (web.rounds)."""

from django.db.models import QuerySet

from reports.organisations.models import User
from reports.rounds.models import Round


def running_rounds(user: User) -> QuerySet[Round]:
    """The years of the governments over the person's posts, the latest first; archives are left out."""
    rounds = Round.objects.filter(is_archive=False).order_by("-year")
    if user.is_superuser:
        return rounds
    above = {int(key) for post in user.standing().posts for key in post.path.strip("/").split("/")}
    return rounds.filter(government__in=above)
