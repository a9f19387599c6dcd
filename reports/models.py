"""Names every model, so that Django finds them; the models live in their packages."""

from reports.audit.models import Entry
from reports.blueprints.models import (
    Blueprint,
    BlueprintBlock,
    BlueprintFigure,
    BlueprintSection,
    BlueprintVersion,
    DatedPhrase,
)
from reports.checks.models import CheckSetting, Comparison, Finding, LexiconEntry, Likeness, Reading, Sketch
from reports.common.models import Job
from reports.drafting.models import (
    Dispatch,
    FigureEvidence,
    FigureRequest,
    Report,
    ReportBlock,
    ReportItem,
    ReportSection,
    Revision,
)
from reports.indicators.models import (
    ConsistencyRule,
    Indicator,
    Observation,
    ObservationChange,
    RuleSetting,
)
from reports.notifications.models import Message
from reports.organisations.models import FormerName, Membership, Merger, Organisation, User
from reports.rendering.models import PrintStyle
from reports.review.models import Filing, Opinion, Publication, Signing, Step
from reports.rollup.models import AdoptedPassage
from reports.rounds.models import Assignment, DateChange, Round, Term, UnitTerm

__all__ = [
    "AdoptedPassage",
    "Assignment",
    "Blueprint",
    "BlueprintBlock",
    "BlueprintFigure",
    "BlueprintSection",
    "BlueprintVersion",
    "CheckSetting",
    "Comparison",
    "ConsistencyRule",
    "DateChange",
    "DatedPhrase",
    "Dispatch",
    "Entry",
    "FigureEvidence",
    "FigureRequest",
    "Filing",
    "Finding",
    "FormerName",
    "Indicator",
    "Job",
    "LexiconEntry",
    "Likeness",
    "Membership",
    "Merger",
    "Message",
    "Observation",
    "ObservationChange",
    "Opinion",
    "Organisation",
    "PrintStyle",
    "Publication",
    "Reading",
    "Report",
    "ReportBlock",
    "ReportItem",
    "ReportSection",
    "Revision",
    "Round",
    "RuleSetting",
    "Signing",
    "Sketch",
    "Step",
    "Term",
    "UnitTerm",
    "User",
]
