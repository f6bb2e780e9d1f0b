"""Reading: the record folded into Postgres, assessed and served."""
