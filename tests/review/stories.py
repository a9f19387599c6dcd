"""A report brought to any state by the product's own services, for the tests of review and its pages."""

from datetime import date
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from reports.drafting.enums import ReportStatus
from reports.drafting.models import Report
from reports.notifications.models import Message
from reports.review import filing, services
from tests.world import World, fill_prose

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
REASON = "数据年后补齐。"


def pdf(name: str = "盖章件.pdf") -> SimpleUploadedFile:
    """A small scan."""
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def bytes_of(file) -> BytesIO:
    """The content of a response that streams."""
    return BytesIO(b"".join(file.streaming_content))


def bring(world: World, status: ReportStatus, *, unit: str = "police") -> Report:
    """Write a report and move it, one honest step after another, until it has the state."""
    steps = _STEPS[status]
    report = world.report(unit)
    fill_prose(report, actor=world.user(f"{unit}_drafter"), now=world.now)
    for step in steps:
        step(world, world.report(unit), unit)
    return world.report(unit)


def submit(world, report, unit):
    services.submit_report(report, actor=world.user(f"{unit}_drafter"), now=world.now, reason=REASON)


def send_back_draft(world, report, unit):
    services.return_report(report, reason="数据与上年不衔接。", actor=world.user("reviewer"), now=world.now)


def pass_(world, report, unit):
    services.pass_report(report, actor=world.user("reviewer"), now=world.now)


def sign(world, report, unit):
    services.sign_report(report, actor=world.user(f"{unit}_head"), now=world.now)


def file(world, report, unit):
    filing.file_report(
        report,
        document_number="云公发〔2026〕3号",
        filed_on=world.now.date(),
        addressees=report.addressees,
        scan=pdf(),
        actor=world.user(f"{unit}_drafter"),
        now=world.now,
    )


def record(world, report, unit):
    filing.record_report(report, actor=world.user("reviewer"), now=world.now)


def publish(world, report, unit):
    filing.publish_report(
        report,
        cleared_by_name="何慎",
        cleared_on=date(2026, 1, 10),
        address="https://www.yunling.example.cn/fzzf/2025/gaj.html",
        published_on=date(2026, 1, 11),
        screenshot=None,
        actor=world.user(f"{unit}_drafter"),
        now=world.now,
    )


def verify(world, report, unit):
    filing.verify_publication(report, actor=world.user("reviewer"), now=world.now)


def archive(world, report, unit):
    filing.archive_report(report, actor=world.user("reviewer"), now=world.now)


_TO_SIGNED = (submit, pass_, sign)
_STEPS = {
    ReportStatus.DRAFTING: (),
    ReportStatus.AWAITING_REVIEW: (submit,),
    ReportStatus.RETURNED: (submit, send_back_draft),
    ReportStatus.AWAITING_SIGNATURE: (submit, pass_),
    ReportStatus.SIGNED: _TO_SIGNED,
    ReportStatus.FILED: (*_TO_SIGNED, file),
    ReportStatus.RECORDED: (*_TO_SIGNED, file, record),
    ReportStatus.PUBLISHED: (*_TO_SIGNED, file, record, publish),
    ReportStatus.ARCHIVED: (*_TO_SIGNED, file, record, publish, verify, archive),
}


def open_keys(report):
    """The blocks that may be changed."""
    return set(report.blocks.filter(is_open=True).values_list("key", flat=True))


def all_keys(report):
    """Every block."""
    return set(report.blocks.values_list("key", flat=True))


def told():
    """Who has which message, the last of each person."""
    rows = Message.objects.exclude(url="/").order_by("pk")
    return {message.recipient.username: (message.text, message.url) for message in rows}
