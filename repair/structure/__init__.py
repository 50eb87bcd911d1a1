"""The documents of an issue: contents page, official documents, headings, records."""
