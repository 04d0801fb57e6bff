"""The staff area for attendance, and for events with their inlines."""
