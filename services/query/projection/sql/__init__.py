"""The database side of the projection: a folder of migrations for each kind of schema, and the named queries."""
