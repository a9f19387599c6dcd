"""Closed vocabularies of the report template."""

from django.db.models import TextChoices

from reports.document.roles import Role


class SectionRole(TextChoices):
    """`document.roles.Role` with the words people see."""

    PREAMBLE = Role.PREAMBLE.value, "前言"
    STUDY = Role.STUDY.value, "学习贯彻"
    PARTY_LEADERSHIP = Role.PARTY_LEADERSHIP.value, "党的领导"
    ACHIEVEMENTS = Role.ACHIEVEMENTS.value, "主要举措和成效"
    JUDICIAL_JUSTICE = Role.JUDICIAL_JUSTICE.value, "公正司法"
    RULE_OF_LAW_SOCIETY = Role.RULE_OF_LAW_SOCIETY.value, "法治社会"
    FIRST_RESPONSIBLE_PERSON = Role.FIRST_RESPONSIBLE_PERSON.value, "第一责任人职责"
    SHORTCOMINGS = Role.SHORTCOMINGS.value, "不足和原因"
    NEXT_YEAR_PLAN = Role.NEXT_YEAR_PLAN.value, "下一年度安排"
    OTHER_MATTERS = Role.OTHER_MATTERS.value, "其他事项"
    CLOSING = Role.CLOSING.value, "结尾"


class BlockKind(TextChoices):
    """What a block of the form holds."""

    PROSE = "prose", "文字"
    FIGURES = "figures", "数据"
    ITEMS = "items", "条目"
    FIXED = "fixed", "固定文字"


class ItemsKind(TextChoices):
    """What the rows of an items block are."""

    NONE = "", "—"
    SHORTCOMING = "shortcoming", "不足"
    PLAN = "plan", "计划"


class ItemForm(TextChoices):
    """How a part sets out its items, as the offices do it; rows of items print in this form."""

    RUN_IN = "run_in", "（一）标题句后接排"
    OWN_LINE = "own_line", "（一）标题独占一行"
    ENUMERATION = "enumeration", "一是、二是"
    LABEL = "label", "小标题加冒号"


class VersionStatus(TextChoices):
    """The life of a version."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    RETIRED = "retired", "已停用"


class PhraseKind(TextChoices):
    """What a dated phrase is."""

    PLAN = "plan", "规划纲要"
    MEETING = "meeting", "会议"
    LAW = "law", "法律法规"
    WORDING = "wording", "提法"
