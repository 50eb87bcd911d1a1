"""Review: what a person decides, in a terminal or a browser, and how it is remembered."""
