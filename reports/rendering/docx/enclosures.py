"""附件说明: the lines below the body that name what is enclosed (GB/T 9704 7.3.4)."""

import re
from collections.abc import Iterator, Sequence

from reports.document.attachments import print_named
from reports.document.nodes import Attachment
from reports.rendering.docx import styles
from reports.rendering.docx.lines import blank_lines, line
from reports.rendering.docx.profile import Profile
from reports.rendering.docx.wordml import Element, Indent
from reports.rendering.widths import ems

LABEL = "附件："
OPENING = re.compile(r"(?P<label>附件\s*[：:])?(?:\d+\s*[.．、：:]\s*)?")


def write_enclosures(attachments: Sequence[Attachment], profile: Profile) -> Iterator[Element]:
    """Name the enclosures a blank line below the body, each line hanging from the first sign of its name."""
    named = print_named(attachments)
    if named:
        yield from blank_lines(profile.enclosure_gap, profile)
    for text in named:
        opening = OPENING.match(text)
        hanging = ems(opening.group()) if opening else 0.0
        start = profile.enclosure_indent + (0.0 if opening and opening["label"] else ems(LABEL))
        indent = Indent(left=profile.characters(start + hanging), hanging=profile.characters(hanging))
        yield line(styles.ENCLOSURE, text, profile, indent=indent)
