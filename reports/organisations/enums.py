"""Kinds of unit and roles of people."""

from django.db.models import TextChoices


class OrganisationKind(TextChoices):
    """What a unit is; it decides blueprint, due dates and figures."""

    COUNTY_GOVERNMENT = "county_government", "县级政府"
    JUDICIAL_BUREAU = "judicial_bureau", "司法局"
    DEPARTMENT = "department", "部门"
    TOWN = "town", "乡镇"
    STREET = "street", "街道办事处"
    COMMITTEE = "committee", "管委会"


class Duty(TextChoices):
    """What a unit does in law; it decides which figures it is asked for."""

    ENFORCEMENT = "enforcement", "行政执法"
    LICENSING = "licensing", "行政许可"
    RULE_MAKING = "rule_making", "制发行政规范性文件"
    SERVICES = "services", "政务服务窗口"
    DISPUTES = "disputes", "矛盾纠纷调处"
    EMERGENCIES = "emergencies", "安全生产和应急"


class Role(TextChoices):
    """What a person is in a unit (design/workflow.md)."""

    DRAFTER = "drafter", "经办人"
    HEAD = "head", "单位负责人"
    REVIEWER = "reviewer", "审查员"
    LEADER = "leader", "局领导"
    ADMINISTRATOR = "administrator", "管理员"
    AUDITOR = "auditor", "日志查看员"


COUNTY_WIDE_ROLES = frozenset({Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR})
"""Held in a judicial bureau, these see the subtree of its parent government."""
