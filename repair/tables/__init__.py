"""Tables and rosters: where they stand, what they say, and how they leave the house."""
