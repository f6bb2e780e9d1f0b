"""The real Kafka broker as a local process: one KRaft node on loopback, from locked jars."""
