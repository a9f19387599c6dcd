"""Pieces of patterns that many checks share. Pure."""

HAN = "\u4e00-\u9fff"
"""Chinese characters, to stand inside a class of a pattern."""
DECIMAL = r"\d{1,9}(?:\.\d{1,4})?"
YEAR = r"(?:19|20)\d{2}"
COUNTERS = "件次起宗例人名个家份场户条项处所期部篇台辆批"
"""The measure words that reports count with."""
