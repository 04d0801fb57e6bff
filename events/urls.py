"""Addresses of events and their reports."""

import datetime as dt

from django.urls import path, register_converter

from coopportal.thai.dates import numeric_month, parse_month
from events import views


class MonthConverter:
    """A month in an address: `2569-11`, the year as everywhere of the Buddhist era, or `2026-11`; a date in the code."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> dt.date:
        """Return the first day of the month; an address of no month, or outside the eras, leads nowhere."""
        return parse_month(value)

    def to_url(self, value: dt.date) -> str:
        """Return the month of a date as addresses write it."""
        return numeric_month(value)


register_converter(MonthConverter, "be_month")

app_name = "events"
urlpatterns = [
    path("", views.event_list, name="list"),
    path("month/", views.this_month, name="this_month"),
    path("month/<be_month:first>/", views.month, name="month"),
    path("<number:event_id>/", views.event_detail, name="detail"),
    path("<number:event_id>/share.png", views.event_share_image, name="share_image"),
]
