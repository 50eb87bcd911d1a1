"""Names of bodies and persons: where they stand, which are known, who holds which post."""
