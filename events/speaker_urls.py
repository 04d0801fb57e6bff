"""Addresses of speakers."""

from django.urls import path

from events import views

app_name = "speakers"
urlpatterns = [
    path("", views.speaker_list, name="list"),
    path("<number:speaker_id>/", views.speaker_detail, name="detail"),
]
