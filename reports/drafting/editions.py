"""For whom one text is printed: the editions of a report (design/workflow.md)."""

from dataclasses import dataclass
from enum import StrEnum


class EditionKind(StrEnum):
    """What the paper is made for.

    `FILING` is the 报送稿 without a red head (材料稿), `FORMAL` the same text with 版头 and 版记; `PROOF` is
    the 清样 that a leader reads: the words of the 报送稿 and its 附件.
    """

    FILING = "filing"
    FORMAL = "formal"
    PUBLIC = "public"
    PROOF = "proof"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition; `addressee` counts the lines of 主送机关, each with a 报送稿 of its own."""

    kind: EditionKind = EditionKind.FILING
    addressee: int = 0

    @property
    def is_public(self) -> bool:
        """Whether what is marked 不公开 stays out."""
        return self.kind is EditionKind.PUBLIC

    @property
    def is_formal(self) -> bool:
        """Whether the text stands between 版头 and 版记."""
        return self.kind is EditionKind.FORMAL

    @property
    def carries_annex(self) -> bool:
        """Whether the 附件 of the formal document belong to it: what is signed is read with them."""
        return self.kind in (EditionKind.FORMAL, EditionKind.PROOF)


FILING = Edition()
FORMAL = Edition(EditionKind.FORMAL)
PUBLIC = Edition(EditionKind.PUBLIC)
