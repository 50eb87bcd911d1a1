"""Names of government bodies and document numbers."""
