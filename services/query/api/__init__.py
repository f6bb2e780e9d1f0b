"""Reading over HTTP: incidents, reports, statements, decisions and the feed."""
