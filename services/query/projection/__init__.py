"""Folding decisions, and the words of reports, into Postgres."""
