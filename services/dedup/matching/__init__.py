"""Matching: how alike statements are, in additive bits with reasons one can read. Pure: values in, values out."""
