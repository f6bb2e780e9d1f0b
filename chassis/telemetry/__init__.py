"""Telemetry: the names of metrics and spans, and OpenTelemetry by hand through the log and over HTTP."""
