"""Where it happened: what a name means, how it stands, and which of the places of a report is meant."""
