"""What a deployment stands on: the broker, the database, the topics and the list of processes."""
