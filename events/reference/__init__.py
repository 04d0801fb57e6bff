"""The facts about events that every installation starts with: the prefixes of names."""
