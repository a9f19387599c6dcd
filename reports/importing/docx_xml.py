"""Reading WordprocessingML by local names, in either edition of the format."""

from typing import Any


def name_of(element: Any) -> str:
    """The local name of an element; none for a comment of XML itself."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its local name, empty where it is missing."""
    return next((str(v) for key, v in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")


def child_value(element: Any, name: str) -> str:
    """The value of a child that only says a value."""
    child = element.find(f"{{*}}{name}")
    return "" if child is None else attribute(child, "val")


def is_on(element: Any, path: str) -> bool:
    """Whether a property that is either on or off is on."""
    found = element.find(path)
    return found is not None and attribute(found, "val") not in ("0", "false", "off", "none")


def integer(text: str, default: int) -> int:
    """A whole number of a sane length."""
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(text) < 10 else default
