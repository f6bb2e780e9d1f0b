"""What every process stands on: the log, the database, telemetry, HTTP, and the life of a process."""
