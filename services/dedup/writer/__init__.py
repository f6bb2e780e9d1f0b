"""The writer: takes each input of `statements` in order and appends exactly one decision."""
