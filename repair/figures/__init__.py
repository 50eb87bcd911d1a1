"""Figures with a bound: `>95%` in a cell, and what the running text says of the same thing."""
