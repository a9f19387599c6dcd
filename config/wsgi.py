"""The WSGI entrance."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

BOOT_FAILURE = 3  # tells gunicorn's master to stop instead of trying again

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
try:
    application = get_wsgi_application()
except ImproperlyConfigured as error:
    sys.stderr.write(f"{error}\n")
    sys.exit(BOOT_FAILURE)
