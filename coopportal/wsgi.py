"""The WSGI application that granian (or any other server) serves."""

import os

from django.core.wsgi import get_wsgi_application

from coopportal.fingerprint import fingerprint

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopportal.settings")

application = get_wsgi_application()
fingerprint()  # now: an upgrade puts other files under a process that still runs the code of these
