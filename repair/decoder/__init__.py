"""The decoder: which hanzi of a damaged document are signs, decided over all of it.

``gate`` tells whether a document is damaged at all, ``language`` how likely a sign is
at a place, ``lattice`` weighs words against signs, ``balance`` adds what opens and
closes, ``decode`` puts them together and re-estimates what is active.
"""
