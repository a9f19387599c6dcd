"""Closed vocabularies of what is stored about findings."""

from django.db.models import TextChoices

from reports.checks import findings


class Severity(TextChoices):
    """How much a finding weighs."""

    ERROR = findings.Severity.ERROR.value, "错误"
    WARNING = findings.Severity.WARNING.value, "提醒"
    HINT = findings.Severity.HINT.value, "提示"


class Level(TextChoices):
    """How a county or one of its templates takes a check."""

    ERROR = Severity.ERROR.value, "错误"
    WARNING = Severity.WARNING.value, "提醒"
    HINT = Severity.HINT.value, "提示"
    OFF = "off", "不检查"


class Field(TextChoices):
    """Which stored words a finding points into."""

    TEXT = "text", "文字"
    HEADING = "heading", "标题句"
    CAUSE = "cause", "原因"
    REMEDY = "remedy", "改进措施"
    MEASURE = "measure", "具体举措"
    RESPONSIBLE_UNIT = "responsible_unit", "责任单位"
    SECTION_HEADING = "section_heading", "部分标题"
    TITLE = "title", "标题"
    ADDRESSEES = "addressees", "主送机关"
    SIGNATORIES = "signatories", "署名机关"
