"""Putting a changed content in the place of a version in force, in one step.

For what moves on without anybody editing a draft: a new year, a new version of the original. Whoever
calls has asked permission.
"""

from datetime import datetime

from django.db import transaction

from reports.audit.services import record_act
from reports.blueprints.content import Content
from reports.blueprints.enums import VersionStatus
from reports.blueprints.models import BlueprintVersion
from reports.blueprints.services import publish
from reports.blueprints.storing import store_content
from reports.common.errors import Refused
from reports.organisations.models import User


@transaction.atomic
def replace_version(
    version: BlueprintVersion, content: Content, *, note: str, actor: User, now: datetime
) -> BlueprintVersion:
    """Publish a content as the next version of a family, and retire the version before.

    Errors: Refused while somebody has a draft of the family, whose work would be left behind.
    """
    family = version.blueprint
    if family.versions.filter(status=VersionStatus.DRAFT).exists():
        raise Refused(f"模板“{family.name}”有一份没有发布的草稿，请先发布或删除草稿，再继续。")
    newest = family.versions.order_by("-number").values_list("number", flat=True).first() or 0
    renewed = BlueprintVersion.objects.create(
        blueprint=family,
        number=newest + 1,
        status=VersionStatus.DRAFT,
        kinds=list(content.kinds),
        origin_version=version.origin_version,
        note=note,
        edited_at=now,
        edited_by=actor,
    )
    store_content(renewed, content)
    publish(renewed, now=now)
    scope = family.owner.path if family.owner else ""
    record_act("发布模板", renewed, actor=actor, now=now, scope_path=scope, detail={"note": note})
    return renewed
