"""Units parsed: trees of plain nodes, mended where the parser errs, and the relations that are read off them."""
