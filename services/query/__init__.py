"""Query: decisions are folded into Postgres, assessed, and served."""
