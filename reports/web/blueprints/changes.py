"""What is otherwise in a draft, as a short list by section and block."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.blueprints.content import Content
from reports.blueprints.editing import Part, frame_of, head_of
from reports.web.blueprints.drafts import differences
from reports.web.blueprints.part_forms import section_name


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One part that came, went, moved or reads otherwise; `fields` says what of it."""

    what: str
    name: str
    fields: str = ""


def changes_between(old: Content, new: Content) -> tuple[ShownChange, ...]:
    """List what changed from one content to the next, parts found by their keys."""
    return tuple(_changes(old, new))


def _changes(old: Content, new: Content) -> Iterator[ShownChange]:
    names = _names(old) | _names(new)
    was, now = _parts(old), _parts(new)
    for key, part in now.items():
        if key not in was:
            yield ShownChange("新增", names[key])
        elif labels := [each.label for each in differences(was[key], part)]:
            yield ShownChange("修改", names[key], "、".join(labels))
    for key in was:
        if key not in now:
            yield ShownChange("删除", names[key])
    kept = [key for key in now if key in was]
    if kept != [key for key in was if key in now] or _homes(old, kept) != _homes(new, kept):
        yield ShownChange("移动", "部分或内容块的次序有调整")


Key = tuple[str, str]


def _parts(content: Content) -> dict[Key, Part]:
    """Every part by what it is and its key, in reading order."""
    parts: dict[Key, Part] = {("frame", ""): frame_of(content)}
    for section in content.sections:
        parts["section", section.key] = head_of(section)
        parts |= {("block", block.key): block for block in section.blocks}
    return parts


def _names(content: Content) -> dict[Key, str]:
    names: dict[Key, str] = {("frame", ""): "基本信息"}
    for section in content.sections:
        names["section", section.key] = section_name(section)
        for block in section.blocks:
            names["block", block.key] = f"{section_name(section)} · {block.label}"
    return names


def _homes(content: Content, keys: list[Key]) -> dict[Key, str]:
    """The section in which each of these blocks stands."""
    homes = {("block", block.key): section.key for section in content.sections for block in section.blocks}
    return {key: homes[key] for key in keys if key in homes}
