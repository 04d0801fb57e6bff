"""The shapes of the answers. Names are English, texts Thai, dates ISO 8601 of the Christian era.

Descriptions are English messages; the OpenAPI document translates them (``coopportal.api.document``).
"""
