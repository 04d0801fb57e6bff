"""Thai language rules as plain functions: no Django, no tables, no settings.

One module per question: `dates` (which day does this text mean, and how is it written),
`digits`, `text` (one spelling for what looks the same), `collate` (what comes first),
`names` (what is prefix, first name, surname; how they are joined), `numbers` (what number was typed), `words` (where
words begin and end, where a text may be cut).
"""
