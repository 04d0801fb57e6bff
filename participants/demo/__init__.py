"""The demonstration: the department's real report with only what its source says, and two invented events.

The texts are in the TOML files beside this module; ``load`` puts them into an empty portal.
"""
