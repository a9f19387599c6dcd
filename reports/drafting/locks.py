"""Opening and closing blocks for the drafter (architecture decision 8)."""

from collections.abc import Collection

from reports.drafting.models import Report


def open_all(report: Report) -> None:
    """Let the drafter change everything."""
    report.blocks.update(is_open=True)
    _set_front(report, is_open=True)


def open_only(report: Report, keys: Collection[str]) -> None:
    """Let the drafter change the blocks with these keys and nothing else."""
    report.blocks.filter(key__in=keys).update(is_open=True)
    report.blocks.exclude(key__in=keys).update(is_open=False)
    _set_front(report, is_open=False)


def open_keys(report: Report) -> list[str] | None:
    """The keys of the blocks that may be changed, or None when everything may."""
    if report.front_is_open:
        return None
    return list(report.blocks.filter(is_open=True).order_by("position").values_list("key", flat=True))


def reopen(report: Report, keys: Collection[str] | None) -> None:
    """Let the drafter change again what `open_keys` named."""
    if keys is None:
        open_all(report)
    else:
        open_only(report, keys)


def close_all(report: Report) -> None:
    """Let nobody change anything."""
    report.blocks.update(is_open=False)
    _set_front(report, is_open=False)


def _set_front(report: Report, *, is_open: bool) -> None:
    report.front_is_open = is_open
    report.save(update_fields=["front_is_open"])
