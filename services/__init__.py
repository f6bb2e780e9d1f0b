"""The data's way: ingest takes reports in, dedup decides what is one incident, query serves the record."""
