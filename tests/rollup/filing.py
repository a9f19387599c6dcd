"""Filed reports for tests about gathering, brought there by the product's own services."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from reports.drafting.figures import record_figure
from reports.drafting.models import Report, ReportItem
from reports.drafting.snapshot import SnapshotItem
from reports.indicators.models import Indicator
from reports.indicators.values import Figure, number
from reports.organisations.models import User
from reports.review.filing import file_report, send_back_report
from reports.review.services import pass_report, sign_report, submit_report
from tests.world import World, fill_prose, write

Value = Figure | int | str | Decimal


def put_figures(
    world: World, unit: str, figures: Mapping[str, Value], *, actor: User | None = None, note: str = ""
) -> None:
    """Fill figures in as the unit's drafter would."""
    report = world.report(unit)
    for code, value in figures.items():
        record_figure(
            report,
            Indicator.objects.get(code=code),
            figure=value if isinstance(value, Figure) else number(Decimal(value)),
            note=note,
            actor=actor or world.user(f"{unit}_drafter"),
            now=world.now,
        )


def put_item(world: World, unit: str, key: str, item: SnapshotItem) -> None:
    """Store one row of an items block."""
    block = world.report(unit).blocks.get(key=key)
    ReportItem.objects.create(
        block=block,
        position=block.items.count(),
        heading=item.heading,
        text=item.text,
        is_private=item.is_private,
    )


def file_unit(
    world: World,
    unit: str,
    *,
    texts: Mapping[str, str] | None = None,
    figures: Mapping[str, Value] | None = None,
) -> Report:
    """Draft, submit, pass, sign and file one unit's report."""
    drafter = world.user(f"{unit}_drafter")
    fill_prose(world.report(unit), actor=drafter, now=world.now)
    for key, text in (texts or {}).items():
        write(world.report(unit), key, text, actor=drafter, now=world.now)
    put_figures(world, unit, figures or {})
    submit_report(world.report(unit), actor=drafter, now=world.now, reason="部分数据尚未核定。")
    pass_report(world.report(unit), actor=world.user("reviewer"), now=world.now)
    sign_and_file(world, unit)
    return world.report(unit)


def sign_and_file(world: World, unit: str) -> None:
    """The head signs, the drafter files."""
    head = "bureau_head" if unit == "bureau" else f"{unit}_head"
    sign_report(world.report(unit), actor=world.user(head), now=world.now)
    file_report(
        world.report(unit),
        document_number="云公〔2026〕3号",
        filed_on=world.now.date(),
        addressees="中共云岭县委、云岭县人民政府",
        scan=None,
        actor=world.user(f"{unit}_drafter"),
        now=world.now,
    )


def send_back(world: World, unit: str, *, now: datetime) -> None:
    """The bureau sends a filed report back for 补正."""
    send_back_report(world.report(unit), reason="发文字号有误。", actor=world.user("reviewer"), now=now)


def file_again(world: World, unit: str, *, texts: Mapping[str, str]) -> None:
    """The unit writes once more, and signs and files another revision."""
    drafter = world.user(f"{unit}_drafter")
    for key, text in texts.items():
        write(world.report(unit), key, text, actor=drafter, now=world.now)
    submit_report(world.report(unit), actor=drafter, now=world.now, reason="部分数据尚未核定。")
    pass_report(world.report(unit), actor=world.user("reviewer"), now=world.now)
    sign_and_file(world, unit)
