"""Addresses of the offices."""

from django.urls import path

from participants import public_views

app_name = "offices"
urlpatterns = [
    path("", public_views.office_list, name="list"),
    path("<number:organisation_id>/", public_views.office_detail, name="detail"),
]
