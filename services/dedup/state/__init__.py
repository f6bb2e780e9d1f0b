"""The writer's state on disk: the whole fold in SQLite, with the place in the log that it stands for."""
