"""Findings of the proof-reader, shown to those who write the report."""
