"""The settings of `make demo` and of commands beside it: near production, on this machine only."""

import os

from config.environment import kept_address, kept_secret

os.environ.setdefault("DATABASE_URL", kept_address())

from config.settings.base import *  # noqa: F403
from config.settings.base import VAR_DIR, env

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = kept_secret(VAR_DIR / "secret-key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
