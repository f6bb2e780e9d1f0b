"""What reading costs over a record of a million incidents: made, loaded, asked and followed in one run."""
