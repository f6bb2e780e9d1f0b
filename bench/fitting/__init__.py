"""Estimating the weights of matching from labelled pairs."""
