"""YAML read as marked nodes, so that a fault can name its file and line.

Not for: the meaning of what is read (packs, the demonstration's content).
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

MOST_BYTES = 300 * 1024
"""Some thirty times a template as counties have it."""
DEEPEST = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one line of one file, said to whoever keeps the file."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}第{self.line}行：{self.message}"


class BrokenFileError(ValueError):
    """A file has faults; all of them are told at once."""

    def __init__(self, faults: Collection[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.file, fault.line)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(slots=True)
class MarkedReader:
    """Walk the nodes of one file and collect its faults; `what` is what people call such a file."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    what: str = "模板文件"

    def fault(self, node: Node, message: str) -> None:
        """Note a fault at the line where a node begins."""
        self.faults.append(Fault(self.file, line_of(node), message))

    def root(self, path: Path) -> Node | None:
        """Compose the file's only document, or note why that fails."""
        return self.compose(path.read_bytes())

    def compose_foreign(self, data: bytes) -> Node | None:
        """Compose a file that somebody sent; one that might grow without end in reading is refused unread."""
        if len(data) > MOST_BYTES:
            self.faults.append(
                Fault(self.file, 1, f"文件超过{MOST_BYTES // 1024}KB，不是{self.what}，不能读取。")
            )
            return None
        try:
            fault = self._growing(data.decode("utf-8-sig"))
        except (UnicodeDecodeError, yaml.YAMLError):
            fault = None  # said when it is composed
        if fault is not None:
            self.faults.append(fault)
            return None
        return self.compose(data)

    def _growing(self, text: str) -> Fault | None:
        """Find what makes a small file large in memory: references to other places, nesting without end."""
        depth = 0
        for event in yaml.parse(text, Loader=_LOADER):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return Fault(self.file, line, f"{self.what}里不能使用引用（&和*），请改为直接写出内容。")
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                return Fault(self.file, line, f"层次超过{DEEPEST}层，不是{self.what}，不能读取。")
        return None

    def compose(self, data: bytes) -> Node | None:
        """Compose a file's only document, or note why that fails."""
        try:
            node = yaml.compose(data.decode("utf-8-sig"), Loader=_LOADER)
        except UnicodeDecodeError:
            self.faults.append(Fault(self.file, 1, "文件不是UTF-8编码，请另存为UTF-8。"))
            return None
        except yaml.YAMLError as error:
            self.faults.append(Fault(self.file, _error_line(error), "YAML语法有误，请检查缩进、冒号和引号。"))
            return None
        if node is None:
            self.faults.append(Fault(self.file, 1, "文件是空的。"))
        return node

    def mapping(
        self, node: Node, *, required: Collection[str], optional: Collection[str] = ()
    ) -> dict[str, Node]:
        """Read the entries of a mapping; missing, unknown and repeated keys are faults."""
        if not isinstance(node, MappingNode):
            self.fault(node, "这里应当是“键: 值”的形式。")
            return {}
        entries: dict[str, Node] = {}
        for key, value in self._pairs(node):
            if key.value not in required and key.value not in optional:
                self.fault(key, f"不认识的键“{key.value}”。")
            elif key.value in entries:
                self.fault(key, f"键“{key.value}”重复。")
            else:
                entries[key.value] = value
        for name in required:
            if name not in entries:
                self.fault(node, f"缺少“{name}”。")
        return entries

    def pairs(self, node: Node | None) -> Iterator[tuple[str, Node]]:
        """Yield the entries of a mapping whose keys are free; a repeated key is a fault."""
        if node is None:
            return
        if not isinstance(node, MappingNode):
            self.fault(node, "这里应当是“键: 值”的形式。")
            return
        seen: set[str] = set()
        for key, value in self._pairs(node):
            if key.value in seen:
                self.fault(key, f"键“{key.value}”重复。")
                continue
            seen.add(key.value)
            yield key.value, value

    def _pairs(self, node: MappingNode) -> Iterator[tuple[ScalarNode, Node]]:
        for key, value in node.value:
            if isinstance(key, ScalarNode):
                yield key, value
            else:
                self.fault(key, "键应当是文字。")

    def sequence(self, node: Node | None) -> list[Node]:
        """Read the members of a list; an absent list is empty."""
        if node is None:
            return []
        if not isinstance(node, SequenceNode):
            self.fault(node, "这里应当是列表。")
            return []
        return list(node.value)

    def text(self, node: Node | None) -> str:
        """Read a string without the line end that a YAML block leaves; an absent one is empty."""
        if node is None:
            return ""
        if not isinstance(node, ScalarNode):
            self.fault(node, "这里应当是文字。")
            return ""
        return "" if node.tag == _NULL else str(node.value).rstrip("\n")

    def filled_text(self, node: Node | None) -> str:
        """Read a string that may not be empty."""
        value = self.text(node)
        if node is not None and isinstance(node, ScalarNode) and not value.strip():
            self.fault(node, "这里不能为空。")
        return value

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """Read a list of strings, none of them empty."""
        return tuple(self.filled_text(member) for member in self.sequence(node))

    def number(self, node: Node | None) -> int:
        """Read a whole number; an absent one is 0."""
        value = self.text(node)
        if node is None:
            return 0
        if not _WHOLE_NUMBER.fullmatch(value):
            self.fault(node, f"“{value}”不是整数。")
            return 0
        return int(value)

    def flag(self, node: Node | None) -> bool:
        """Read true or false; an absent one is false."""
        value = self.text(node)
        if node is not None and value not in ("true", "false"):
            self.fault(node, f"“{value}”应当是true或者false。")
        return value == "true"


def line_of(node: Node) -> int:
    """Give the 1-based line where a node begins."""
    return int(node.start_mark.line) + 1


def _error_line(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line + 1 if mark else 1
