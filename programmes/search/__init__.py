"""Search by words: one interface, and under it an index of PostgreSQL or of SQLite that give the same answers.

``entries`` cuts texts and writes them, ``query`` reads what somebody typed, ``index`` finds, ``passages`` shows where.
docs/search.md explains the whole.
"""
