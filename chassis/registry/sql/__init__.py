"""The registry's tables, by migration, and its queries."""
