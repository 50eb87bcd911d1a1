"""Words: how likely they are, what looks like them, where they are cut, doubled or misread."""
