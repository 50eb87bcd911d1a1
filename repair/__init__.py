"""Repair the text of Chinese government gazettes, with a reason for every change."""

__version__ = "0.1.0"
