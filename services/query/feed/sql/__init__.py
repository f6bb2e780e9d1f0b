"""The queries of the feed, by name."""
