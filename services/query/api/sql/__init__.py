"""The queries of the API, by name."""
