"""The normalizer's loop: report revisions in, whole sets of statements out, at least once, with no memory between."""
