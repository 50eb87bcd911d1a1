"""Reports: JSONL, unified diff, HTML."""
