"""Marks that an extractor left: what each reads, and how much of a text they are."""
