"""Whole gazette issues: made up or put together of sound texts, printed, damaged and judged.

Nothing here imports the project, so that a mistake there cannot hide itself.
"""
