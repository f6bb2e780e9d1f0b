"""The contracts: what is written to the log, what the words in it mean, and how ids are made."""
