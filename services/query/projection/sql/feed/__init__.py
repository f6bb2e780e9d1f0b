"""Migrations of the feed, which outlives generations."""
