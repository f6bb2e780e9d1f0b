"""Dedup: statements are compared, and one decision is recorded for each input."""
