"""Corrections a person made by hand (ED)."""
