"""Measurements: speed beside its limit in the same run, and quality on labelled text. Nothing here is a test."""
