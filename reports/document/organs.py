"""What the name of an office looks like when a line holds nothing else."""

import re

from reports.document.numbering import read_number

ORGAN = re.compile(
    r"[^，。；：、！？|\d]{2,40}"
    r"(?:政府|委员会|党委|党组|党工委|管委会|镇委|乡委|局|厅|办公室|办事处|委|院|队|站|中心|会|所|馆|校|公司|小组)"
    r"(?:[（(].{1,6}[）)])?$"
)


def is_organ(line: str) -> bool:
    """Tell whether a line is the name of an office and nothing else."""
    return ORGAN.match(line) is not None and read_number(line) is None
