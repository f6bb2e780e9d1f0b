"""Reading over HTTP: incidents, reports, statements, decisions and the feed; and submitting reviews of them."""
