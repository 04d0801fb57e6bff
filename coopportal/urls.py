"""All addresses of the portal."""

from allauth.account.views import logout
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from coopportal import about, attendance, views
from coopportal.api import pages
from coopportal.opendata import views as opendata
from coopportal.sitemaps import PageSitemap
from coopportal.styleguide import styleguide
from events import feeds
from events import views as event_views
from events.sitemaps import EventSitemap, SpeakerSitemap
from participants import public_views
from participants.sitemaps import OfficeSitemap
from programmes.sitemaps import ProgrammeSitemap

SITEMAPS = {
    "pages": PageSitemap,
    "events": EventSitemap,
    "programmes": ProgrammeSitemap,
    "speakers": SpeakerSitemap,
    "offices": OfficeSitemap,
}

urlpatterns = [
    path("accounts/", include("coopportal.account_urls")),
    path("admin/logout/", logout),
    re_path("^admin/password_change/(?:done/)?$", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("media/<path:name>", views.media, name="media"),
    path("styleguide/", styleguide, name="styleguide"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("sitemap.xml", views.sitemap_index, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("sitemap-<slug:section>.xml", views.sitemap_section, {"sitemaps": SITEMAPS}, name="sitemap_section"),
    # Files for machines: one address each, whatever the language of the page that leads there.
    path("calendar.ics", event_views.calendar, name="calendar"),
    path("events/<number:event_id>/event.ics", event_views.event_calendar, name="event_calendar"),
    path("events/<number:event_id>/attendance.csv", attendance.attendance_csv, name="attendance_csv"),
    path("events/<number:event_id>/attendance.json", attendance.attendance_json, name="attendance_json"),
    path("feeds/events.rss", feeds.rss, name="feed_rss"),
    path("feeds/events.atom", feeds.atom, name="feed_atom"),
    path("data/catalog.jsonld", opendata.data_catalogue, name="data_catalogue"),
    path("data/<slug:name>.csv", opendata.data_csv, name="data_csv"),
    path("data/<slug:name>.json", opendata.data_json, name="data_json"),
    path("data/<slug:name>/dictionary.csv", opendata.data_dictionary, name="data_dictionary"),
    path("data/<slug:name>/metadata.json", opendata.data_metadata, name="data_metadata"),
    path("data/<slug:name>/package.json", opendata.data_package, name="data_package"),
    path("healthz", views.health, name="health"),
    path("readyz", views.ready, name="ready"),
]

# Thai without a prefix, English under /en/.
urlpatterns += i18n_patterns(
    path("", views.home, name="home"),
    path("share.png", views.share_image, name="share_image"),
    path("search/", views.search, name="search"),
    path("about/", about.about, name="about"),
    path("privacy/", about.privacy, name="privacy"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("contact/", about.contact, name="contact"),
    path("events/", include("events.urls")),
    path("programmes/", include("programmes.urls")),
    path("api/v1/docs", pages.docs, name="api_docs"),
    path("speakers/", include("events.speaker_urls")),
    path("offices/", include("participants.office_urls")),
    path("statistics/", public_views.statistics_page, name="statistics"),
    path("data/", opendata.data_list, name="data"),
    path("data/<slug:name>/", opendata.data_detail, name="data_set"),
    prefix_default_language=False,
)

# After the page about it, which has two languages: it answers for every address that begins so.
urlpatterns += [path("api/v1/", include("coopportal.api.urls"))]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
