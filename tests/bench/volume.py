"""Binding a volume: many units' reports in one Word file, against merging their files."""
