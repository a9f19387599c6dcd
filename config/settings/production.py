"""The settings of an office's server, all from the environment; the README lists the variables."""

from config.environment import database_parts, mail, require, require_secret, valid

require("SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS")
require_secret()
valid("DATABASE_URL", database_parts)

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import env  # noqa: E402

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = [host.strip() for host in env.str("ALLOWED_HOSTS").split(",")]

# One switch for an intranet without TLS. With TLS a proxy ends it, passes the Host header on, and must set
# X-Forwarded-Proto itself: what a browser sends under that name may not get through.
BEHIND_TLS = valid("BEHIND_TLS", env.bool, True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_SSL_REDIRECT = BEHIND_TLS
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_HSTS_PRELOAD = BEHIND_TLS

globals().update(valid("EMAIL_URL", mail, "smtp://localhost:25"))  # EMAIL_HOST and its sisters
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", "fazhi-nianbao@localhost")
