"""Thai language rules as plain functions: no Django, no tables, no settings.

One module per question: `dates` (which day does this text mean, and how is it written),
`digits`, `text` (one spelling for what looks the same), `collate` (what comes first),
`names` (how a name is joined), `numbers` (what number was typed).
"""
