"""Scores against labels: what a text became, outcome by outcome."""
