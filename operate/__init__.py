"""The `deconflict` command: one module a subcommand."""
