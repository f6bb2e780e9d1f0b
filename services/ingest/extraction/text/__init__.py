"""Text before the parse: its language, its case, where it was filed, and the units that are parsed by themselves."""
