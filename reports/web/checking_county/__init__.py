"""全县检查: what the proof-reader found in all reports of one year, by check."""
