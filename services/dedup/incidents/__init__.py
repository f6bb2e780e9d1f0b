"""Incidents: seeds, links and constraints; what an input changes and how a decision is folded. Pure."""
