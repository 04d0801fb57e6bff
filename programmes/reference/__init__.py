"""The facts that every installation starts with: provinces, ways of grouping them, offices, and where each comes from.

The CSV files beside this module are the data; ``load`` puts them into the tables.
"""
