"""Ingest: a report is validated, appended durably, and normalized into attributed statements."""
