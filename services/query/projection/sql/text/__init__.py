"""Migrations of the words of reports, folded from `reports`, the one other place they stand."""
