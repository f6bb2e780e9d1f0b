"""Migrations of a generation: everything that is folded from decisions, and from nothing else."""
