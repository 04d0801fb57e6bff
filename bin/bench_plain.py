"""A plain, well-written Django page of one event, and a bare "hello": what ``bench_pages.py`` measures the portal against.

One file, served by granian as ``bench_plain:application``: models, six queries with what they need joined, cached
templates, the middleware of ``startproject``, numbers formatted by filters. ``PLAIN_HELLO=1`` serves the bare hello
instead, without any middleware. The rows come from the portal's own event, through a JSON file.
"""

import json
import os
import secrets
from pathlib import Path
from typing import ClassVar, Self

import django
from django.conf import settings
from environs import Env

HELLO = bool(os.environ.get("PLAIN_HELLO"))
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
PAGE = """{% load humanize %}<!doctype html>
<html lang="th">
<head>
  <meta charset="utf-8">
  <title>{{ event.title }}</title>
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="/static/site.css">
</head>
<body>
  <header><a href="/">{{ event.programme.title }}</a>
    <nav><ul><li><a href="/">หน้าแรก</a></li><li><a href="/events/">กิจกรรม</a></li></ul></nav></header>
  <main>
    <h1>{{ event.title }}</h1>
    <p>{{ event.day|date:"j F Y" }} {{ event.place }}</p>
    <div>{{ event.text|linebreaks }}</div>
    <h2>กำหนดการ</h2>
    <ol>
      {% for session in sessions %}
        <li><time>{{ session.starts_at|date:"H.i" }} - {{ session.ends_at|date:"H.i" }} น.</time>
          <strong>{{ session.title }}</strong></li>
      {% endfor %}
    </ol>
    <h2>วิทยากร</h2>
    <ul>
      {% for appearance in appearances %}
        <li><h3>{{ appearance.speaker.name }}</h3><p>{{ appearance.position }}</p><p>{{ appearance.topic }}</p></li>
      {% endfor %}
    </ul>
    <h2>หน่วยงานที่เข้าร่วม</h2>
    <p>{{ total.people|intcomma }} คน จาก {{ total.offices|intcomma }} แห่ง</p>
    <table>
      <thead><tr><th>หน่วยงาน</th><th>จังหวัด</th><th>สถานที่จัด</th><th>ห้องรับสัญญาณ</th><th>ออนไลน์</th><th>คน</th></tr></thead>
      <tbody>
        {% for office in offices %}
          <tr>
            <th>{{ office.organisation.name }}</th><td>{{ office.organisation.province.name }}</td>
            <td>{{ office.venue|intcomma }}</td><td>{{ office.room|intcomma }}</td><td>{{ office.online|intcomma }}</td>
            <td>{{ office.people|intcomma }}</td>
          </tr>
        {% endfor %}
      </tbody>
    </table>
    <h2>กิจกรรมอื่นในโครงการ</h2>
    <ul>{% for other in others %}<li><a href="/events/{{ other.pk }}/">{{ other.title }}</a></li>{% endfor %}</ul>
  </main>
  <footer><p>กรมส่งเสริมสหกรณ์</p></footer>
</body>
</html>
"""
settings.configure(
    SECRET_KEY=secrets.token_urlsafe(),
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="bench_plain",
    INSTALLED_APPS=[
        "bench_plain",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.humanize",
    ],
    MIDDLEWARE=[] if HELLO else MIDDLEWARE,
    DATABASES={
        "default": {
            **Env().dj_db_url("DATABASE_URL", default=f"sqlite:///{os.environ.get('DATA_DIR', '.')}/plain.sqlite3"),
            "CONN_MAX_AGE": 600,
        }
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", {"event.html": PAGE})],
                    )
                ],
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
            },
        }
    ],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    LANGUAGE_CODE="th",
    TIME_ZONE="Asia/Bangkok",
    USE_TZ=True,
    USE_THOUSAND_SEPARATOR=False,
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - the settings come first
from django.db import connection, models  # noqa: E402 - the same
from django.http import HttpRequest, HttpResponse  # noqa: E402 - the same
from django.shortcuts import get_object_or_404, render  # noqa: E402 - the same
from django.urls import path  # noqa: E402 - the same


class Row(models.Model):
    """What the tables here have in common: a manager, named for the type checker, which does not know this app."""

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True


class Programme(Row):
    """What events belong to."""

    title = models.TextField()


class Event(Row):
    """The event."""

    programme = models.ForeignKey(Programme, models.CASCADE)
    title = models.TextField()
    day = models.DateField()
    place = models.TextField()
    text = models.TextField()


class Session(Row):
    """A row of the agenda."""

    event = models.ForeignKey(Event, models.CASCADE)
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    title = models.TextField()


class Speaker(Row):
    """Who speaks."""

    name = models.TextField()


class Appearance(Row):
    """Somebody speaking."""

    event = models.ForeignKey(Event, models.CASCADE)
    speaker = models.ForeignKey(Speaker, models.CASCADE)
    position = models.TextField()
    topic = models.TextField()


class Province(Row):
    """Where an office is."""

    name = models.TextField()


class Organisation(Row):
    """An office."""

    name = models.TextField()
    province = models.ForeignKey(Province, models.CASCADE)


class Office(Row):
    """An office at the event."""

    event = models.ForeignKey(Event, models.CASCADE)
    organisation = models.ForeignKey(Organisation, models.CASCADE)


class Participant(Row):
    """Somebody who came."""

    office = models.ForeignKey(Office, models.CASCADE)
    mode = models.TextField()


def event_page(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show the event: 6 queries."""
    event = get_object_or_404(Event.objects.select_related("programme"), pk=event_id)
    offices = Office.objects.filter(event=event)
    by_mode = {
        mode: models.Count("participant", filter=models.Q(participant__mode=mode))
        for mode in ("venue", "room", "online")
    }
    context = {
        "event": event,
        "sessions": Session.objects.filter(event=event).order_by("starts_at"),
        "appearances": Appearance.objects.filter(event=event).select_related("speaker").order_by("pk"),
        "offices": offices.select_related("organisation__province")
        .annotate(people=models.Count("participant"), **by_mode)
        .order_by("pk"),
        "total": offices.aggregate(people=models.Count("participant"), offices=models.Count("pk", distinct=True)),
        "others": Event.objects.filter(programme=event.programme).exclude(pk=event.pk).order_by("-day")[:4],
    }
    return render(request, "event.html", context)


def hello(request: HttpRequest) -> HttpResponse:
    """Say hello."""
    return HttpResponse("hello", headers={"Content-Length": "5"})


urlpatterns = [path("hello/", hello), path("events/<int:event_id>/", event_page)]


def load(file: str) -> None:
    """Make the tables and fill them with the rows in a JSON file."""
    rows = json.loads(Path(file).read_text(encoding="utf-8"))
    known: dict[str, type[Row]] = {model.__name__: model for model in Row.__subclasses__()}
    with connection.schema_editor() as editor:
        for model in known.values():
            editor.create_model(model)
    for name, values in rows.items():
        known[name].objects.bulk_create(known[name](**row) for row in values)


application = get_wsgi_application()
