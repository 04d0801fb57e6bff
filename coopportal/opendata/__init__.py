"""Open data: every data set as CSV and JSON, with its dictionary and the metadata that the government catalogue asks for.

Rows are those of the API (``coopportal.api.schemas``), so the two cannot differ; nothing here names a participant.
"""
