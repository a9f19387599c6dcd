"""A template's life: made or loaded, drafted, published, retired.

Whatever changes a draft takes the family's row first, so that two people follow one another; a published
version is held by the database besides. Not for: what a change does to a content (editing).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path

from django.db import transaction

from reports.audit.services import record_act
from reports.blueprints.content import Content
from reports.blueprints.enums import VersionStatus
from reports.blueprints.faults import ContentFault, Weight
from reports.blueprints.models import Blueprint, BlueprintVersion
from reports.blueprints.packs import read_pack, shipped_packs
from reports.blueprints.permissions import can_edit_blueprint, can_make_blueprints
from reports.blueprints.queries import content_faults
from reports.blueprints.storing import content_of, store_content
from reports.common.errors import Incomplete, Invalid, Refused
from reports.common.permissions import demand
from reports.indicators.models import Indicator
from reports.organisations.models import Organisation, User

MOST_NOTE = 300


class FaultyContent(Invalid):
    """A content cannot be kept; every fault with its place, the message is the first of them."""

    def __init__(self, faults: tuple[ContentFault, ...]) -> None:
        super().__init__(faults[0].sentence, field=faults[0].place.field)
        self.faults = faults


class DraftChanged(Refused):
    """Somebody saved the draft meanwhile; nothing was written. `mine` and `theirs` are both whole."""

    def __init__(self, *, mine: Content, theirs: Content, version: BlueprintVersion) -> None:
        who = version.edited_by.name if version.edited_by else "别人"
        super().__init__(f"您修改期间，{who}已经保存过这份草稿。您的内容没有丢失，请对照后再保存。")
        self.mine, self.theirs, self.edit = mine, theirs, version.edit


@transaction.atomic
def load_pack(path: Path, *, actor: User | None, now: datetime) -> BlueprintVersion:
    """Make the newest version of a family equal to a file; a file loaded before changes nothing.

    Errors: BrokenPack, before anything is written.
    """
    pack = read_pack(path, set(Indicator.objects.values_list("code", flat=True)))
    blueprint, _ = Blueprint.objects.select_for_update().get_or_create(
        code=pack.code, owner=None, defaults={"name": pack.content.name}
    )
    if blueprint.is_alternative != pack.is_alternative:
        blueprint.is_alternative = pack.is_alternative
        blueprint.save(update_fields=["is_alternative"])
    newest = blueprint.versions.order_by("-number").first()
    if newest is not None and newest.digest == pack.digest:
        return newest
    version = BlueprintVersion.objects.create(
        blueprint=blueprint,
        number=newest.number + 1 if newest else 1,
        status=VersionStatus.DRAFT,
        kinds=list(pack.content.kinds),
        digest=pack.digest,
    )
    store_content(version, pack.content)
    publish(version, now=now)
    record_act("载入模板", version, actor=actor, now=now)
    return version


def load_shipped_packs(*, actor: User | None, now: datetime) -> list[BlueprintVersion]:
    """Load every pack that comes with the product."""
    return [load_pack(path, actor=actor, now=now) for path in shipped_packs()]


def publish(version: BlueprintVersion, *, now: datetime) -> None:
    """Put a draft in force in the place of the family's version before; from now on it never changes."""
    version.blueprint.versions.filter(status=VersionStatus.PUBLISHED).update(status=VersionStatus.RETIRED)
    version.status, version.published_at = VersionStatus.PUBLISHED, now
    version.save(update_fields=["status", "published_at"])


@transaction.atomic
def create_blueprint(
    *, name: str, government: Organisation, content: Content, actor: User, now: datetime
) -> BlueprintVersion:
    """Make a county's own family, with its first draft.

    Errors: FaultyContent for what not even a draft can hold.
    """
    demand(can_make_blueprints(actor, government))
    _lock_families_of(government)
    family = _new_family(name, "own", government=government)
    return _new_draft(family, replace(content, name=family.name), number=1, actor=actor, now=now)


@transaction.atomic
def adapt_blueprint(
    version: BlueprintVersion, *, government: Organisation, actor: User, now: datetime
) -> BlueprintVersion:
    """Make a county's own family out of a published version of another, as a draft to go on with.

    Once published it stands in the place of the original in that county.
    Errors: Refused for a version that is not published.
    """
    demand(can_make_blueprints(actor, government))
    if version.status != VersionStatus.PUBLISHED:
        raise Refused("只能由已发布的模板改成本县模板，请选择现行的版本。")
    _lock_families_of(government)
    origin = version.blueprint
    family = _new_family(origin.name, origin.code, government=government, origin=origin)
    content = replace(content_of(version), name=family.name)
    return _new_draft(family, content, number=1, origin_version=version, actor=actor, now=now)


@transaction.atomic
def start_draft(
    blueprint: Blueprint,
    *,
    content: Content | None = None,
    origin_version: BlueprintVersion | None = None,
    actor: User,
    now: datetime,
) -> BlueprintVersion:
    """Make the draft of a family's next version, equal to the newest one unless a content is given.

    Errors: Refused where there is a draft already; FaultyContent.
    """
    family = _locked_family(blueprint, actor=actor)
    newest = family.versions.select_related("blueprint").order_by("-number").first()
    if newest is not None and newest.status == VersionStatus.DRAFT:
        raise Refused(f"模板“{family.name}”已有一份草稿（第{newest.number}版），请继续修改那一份。")
    if content is None:
        content = content_of(newest) if newest else Content(family.name, (), "", "", ())
    return _new_draft(
        family,
        content,
        number=newest.number + 1 if newest else 1,
        origin_version=origin_version or (newest and newest.origin_version),
        actor=actor,
        now=now,
    )


@transaction.atomic
def save_draft(
    version: BlueprintVersion, content: Content, *, edit: int, actor: User, now: datetime
) -> BlueprintVersion:
    """Put a whole content into a draft; `edit` is the counter of the draft that it was made from.

    Errors: DraftChanged where somebody saved meanwhile; FaultyContent; Refused for what is no draft.
    """
    draft = _locked_draft(version, actor=actor)
    if draft.edit != edit:
        raise DraftChanged(mine=content, theirs=content_of(draft), version=draft)
    return _save(draft, content, actor=actor, now=now)


@transaction.atomic
def edit_draft(
    version: BlueprintVersion, change: Callable[[Content], Content], *, actor: User, now: datetime
) -> BlueprintVersion:
    """Make one change to whatever a draft says by now; the changes are those of `editing`.

    Errors: what the change raises; FaultyContent; Refused for what is no draft.
    """
    draft = _locked_draft(version, actor=actor)
    stored = content_of(draft)
    content = change(stored)
    return draft if content == stored else _save(draft, content, actor=actor, now=now)


@transaction.atomic
def publish_draft(
    version: BlueprintVersion,
    *,
    note: str,
    edit: int,
    accepts_warnings: bool = False,
    actor: User,
    now: datetime,
) -> BlueprintVersion:
    """Put a draft in force in the place of the family's version before.

    Errors: DraftChanged where somebody saved it since its page was shown; Incomplete with every fault
    that keeps it from being published, or with the warnings that nobody has accepted; Invalid.
    """
    draft = _locked_draft(version, actor=actor)
    content = content_of(draft)
    if draft.edit != edit:
        raise DraftChanged(mine=content, theirs=content, version=draft)
    _demand_publishable(content, accepts_warnings=accepts_warnings)
    draft.note = note.strip()
    if not draft.note:
        raise Invalid("请写明版本说明，别人才知道这一版改了什么。", field="note")
    if len(draft.note) > MOST_NOTE:
        raise Invalid(f"版本说明最多{MOST_NOTE}个字，请精简。", field="note")
    draft.save(update_fields=["note"])
    publish(draft, now=now)
    _record("发布模板", draft, actor=actor, now=now, note=draft.note)
    return draft


@transaction.atomic
def retire_blueprint(blueprint: Blueprint, *, actor: User, now: datetime) -> BlueprintVersion:
    """Take a family's version out of force; rounds that run keep it, new ones do not offer it.

    Errors: Refused where no version is in force.
    """
    family = _locked_family(blueprint, actor=actor)
    version = family.versions.filter(status=VersionStatus.PUBLISHED).first()
    if version is None:
        raise Refused(f"模板“{family.name}”没有已发布的版本，无需停用。")
    version.status = VersionStatus.RETIRED
    version.save(update_fields=["status"])
    _record("停用模板", version, actor=actor, now=now)
    return version


@transaction.atomic
def discard_draft(version: BlueprintVersion, *, actor: User, now: datetime) -> None:
    """Throw a draft away; a family that has nothing else goes with it.

    Errors: Refused for what is no draft.
    """
    draft = _locked_draft(version, actor=actor)
    _record("删除模板草稿", draft, actor=actor, now=now)
    family = draft.blueprint
    draft.delete()
    if not family.versions.exists():
        family.delete()


def _locked_family(blueprint: Blueprint, *, actor: User) -> Blueprint:
    family = Blueprint.objects.select_for_update(of=("self",)).select_related("owner").get(pk=blueprint.pk)
    demand(can_edit_blueprint(actor, family))
    return family


def _locked_draft(version: BlueprintVersion, *, actor: User) -> BlueprintVersion:
    family = _locked_family(version.blueprint, actor=actor)
    draft = family.versions.select_related("edited_by").filter(pk=version.pk).first()
    if draft is None:
        raise Refused("这份草稿已被删除，请回到模板列表。")
    if draft.status != VersionStatus.DRAFT:
        raise Refused(f"模板“{family.name}”第{draft.number}版已经发布，不能修改。请新建草稿后再修改。")
    draft.blueprint = family
    return draft


def _lock_families_of(government: Organisation) -> None:
    """Let two people who make families in one county follow one another: names and codes are counted."""
    Organisation.objects.select_for_update().get(pk=government.pk)


def _new_family(
    name: str, code: str, *, government: Organisation, origin: Blueprint | None = None
) -> Blueprint:
    taken = Blueprint.objects.filter(owner=government).values_list("code", "name")
    codes, names = ({row[at] for row in taken} for at in (0, 1))
    return Blueprint.objects.create(
        code=_unused(code, "{}-{}", codes),
        name=_unused(name.strip(), "{}（{}）", names),
        owner=government,
        origin=origin,
    )


def _unused(word: str, pattern: str, taken: set[str]) -> str:
    """The word itself, or the first that counts on from it."""
    return next(each for n in count(1) if (each := pattern.format(word, n) if n > 1 else word) not in taken)


def _new_draft(
    family: Blueprint,
    content: Content,
    *,
    number: int,
    origin_version: BlueprintVersion | None = None,
    actor: User,
    now: datetime,
) -> BlueprintVersion:
    _demand_storable(content)
    draft = BlueprintVersion.objects.create(
        blueprint=family,
        number=number,
        status=VersionStatus.DRAFT,
        kinds=list(content.kinds),
        origin_version=origin_version,
        edited_at=now,
        edited_by=actor,
    )
    store_content(draft, content)
    _record("新建模板草稿", draft, actor=actor, now=now)
    return draft


def _save(draft: BlueprintVersion, content: Content, *, actor: User, now: datetime) -> BlueprintVersion:
    _demand_storable(content)
    family = draft.blueprint
    if content.name != family.name:
        family.name = content.name
        family.save(update_fields=["name"])
    store_content(draft, content)
    draft.edit, draft.edited_at, draft.edited_by = draft.edit + 1, now, actor
    draft.save(update_fields=["edit", "edited_at", "edited_by"])
    _record("修改模板草稿", draft, actor=actor, now=now)
    return draft


def _demand_storable(content: Content) -> None:
    faults = tuple(fault for fault in content_faults(content) if fault.weight == Weight.UNSTORABLE)
    if faults:
        raise FaultyContent(faults)


def _demand_publishable(content: Content, *, accepts_warnings: bool) -> None:
    faults = content_faults(content)
    missing = [fault.sentence for fault in faults if fault.weight >= Weight.UNFINISHED]
    if missing:
        raise Incomplete("模板还不能发布，请先改正下列各处。", missing)
    warnings = [fault.sentence for fault in faults]
    if warnings and not accepts_warnings:
        raise Incomplete("请逐条核对下列提醒，确认无误后勾选，再发布。", warnings)


def _record(action: str, version: BlueprintVersion, *, actor: User, now: datetime, note: str = "") -> None:
    owner = version.blueprint.owner
    record_act(
        action,
        version,
        actor=actor,
        now=now,
        scope_path=owner.path if owner else "",
        detail={"reason": note} if note else None,
    )
