"""What is written to each topic, one module a topic, in CloudEvents 1.0 envelopes."""
