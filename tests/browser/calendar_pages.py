"""Addresses of the calendar's tests: the two inputs on a page of their own, and in an admin."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from coopportal.fields import BUDDHIST_OVERRIDES, BuddhistDateField, BuddhistDateTimeField
from events.models import Event, EventDay

PAGE = """<!doctype html>
<html lang="th">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Calendar</title>
    {{ form.media }}
  </head>
  <body>
    <main>
      <h1>Calendar</h1>
      <form method="post">{% csrf_token %}{{ form.as_div }}<button id="save">Save</button></form>
      <output>{{ saved }}</output>
    </main>
  </body>
</html>
"""


class WhenForm(forms.Form):
    """A required date, a date that may be missing, and a moment."""

    held = BuddhistDateField(label="Held on")
    announced = BuddhistDateField(label="Announced on", required=False)
    due = BuddhistDateTimeField(label="Reports due", required=False)


def calendar(request: HttpRequest) -> HttpResponse:
    """Show the form; when it is right, also what was understood, in ISO 8601."""
    form = WhenForm(request.POST or None, initial={"held": request.GET.get("held", "")})
    saved = ""
    if form.is_bound and form.is_valid():
        saved = " ".join(value.isoformat() for value in form.cleaned_data.values() if value)
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"form": form, "saved": saved}, request))


class EventDayInline(admin.TabularInline):
    """Days as rows that can be added."""

    model = EventDay
    fields = ["date"]
    extra = 1
    formfield_overrides = BUDDHIST_OVERRIDES


class EventAdmin(admin.ModelAdmin):
    """A date and a moment in fieldsets, and the days."""

    fields = ["announced_on", "reports_due_at"]
    inlines = [EventDayInline]
    formfield_overrides = BUDDHIST_OVERRIDES


site = admin.AdminSite()
site.register(Event, EventAdmin)

urlpatterns = [
    path("calendar/", calendar),
    path("admin/", site.urls),
    path("favicon.ico", lambda request: HttpResponse(status=204)),
]
