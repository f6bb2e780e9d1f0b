"""Making the generated tables from their public sources. Run by hand; what comes out is committed."""
