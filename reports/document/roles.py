"""The statutory and customary roles that a level-1 part of a report can have."""

from enum import StrEnum


class Role(StrEnum):
    """What a part of the report is for, whatever its heading says (domain/genres.md)."""

    PREAMBLE = "preamble"
    STUDY = "study"
    PARTY_LEADERSHIP = "party_leadership"
    ACHIEVEMENTS = "achievements"
    JUDICIAL_JUSTICE = "judicial_justice"
    RULE_OF_LAW_SOCIETY = "rule_of_law_society"
    FIRST_RESPONSIBLE_PERSON = "first_responsible_person"
    SHORTCOMINGS = "shortcomings"
    NEXT_YEAR_PLAN = "next_year_plan"
    OTHER_MATTERS = "other_matters"
    CLOSING = "closing"


STATUTORY_ROLES: tuple[Role, ...] = (
    Role.ACHIEVEMENTS,
    Role.SHORTCOMINGS,
    Role.FIRST_RESPONSIBLE_PERSON,
    Role.NEXT_YEAR_PLAN,
)
"""The parts that 督察工作规定 demands of every report, in the regulation's order."""
