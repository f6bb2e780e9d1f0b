"""Incidents in the formats that tools open: pure functions from what is listed to bytes."""
