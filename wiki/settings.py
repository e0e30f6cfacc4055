"""Genga's settings: one file; the environment gives what differs from site to site.

`GENGA_ENV` says what this process is for:

- `development` (the default): debug pages, SQLite under `var/`.
- `test`: what `tests/settings.py` asks for; fast passwords, nothing shared between processes.
- `demo`: what `make demo` serves; production's settings over plain HTTP on one's own machine.
- `production`: refuses to start without `SECRET_KEY`, `ALLOWED_HOSTS` and `DATABASE_URL`.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)


def from_environment(name: str, default: str = "") -> str:
    """Return a variable of the environment; in production one without a default must be set."""
    value = os.environ.get(name, "").strip() or default
    if not value and PRODUCTION:
        raise ImproperlyConfigured(f"GENGA_ENV=production needs {name} in the environment.")
    return value


def switched_on(name: str, *, default: bool) -> bool:
    """Return whether a variable of the environment says yes; refuse words that are unclear."""
    value = os.environ.get(name, "").strip().lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    if value:
        raise ImproperlyConfigured(f"{name} must be true or false, not “{value}”.")
    return default


def demo_secret() -> str:
    """Return the demo's secret key, made once and kept readable by its owner only."""
    path = VAR_DIR / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    key = secrets.token_urlsafe(50)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key)
    return key


# What this process is for -----------------------------------------------------------------------

# development, test, demo or production; see above.
GENGA_ENV = os.environ.get("GENGA_ENV", "").strip() or "development"
if GENGA_ENV not in ("development", "test", "demo", "production"):
    raise ImproperlyConfigured(f"GENGA_ENV={GENGA_ENV}: not one of the four that Genga knows.")
PRODUCTION = GENGA_ENV == "production"
DEBUG = GENGA_ENV == "development"

# Whether this is the demo: known passwords, and a banner that says so.
GENGA_DEMO = GENGA_ENV == "demo"
# The site's name, in titles and mails.
GENGA_SITE_NAME = os.environ.get("GENGA_SITE_NAME", "Genga")
# The class that answers who may do what.
GENGA_POLICY = "accounts.policy.Policy"
# Whether readers come over HTTPS: secure cookies, HSTS, redirects. Off only for a try-out.
GENGA_HTTPS = switched_on("GENGA_HTTPS", default=PRODUCTION)
# Whether a proxy in front sets X-Forwarded-Proto and X-Forwarded-For, so that both are believed.
GENGA_BEHIND_PROXY = switched_on("GENGA_BEHIND_PROXY", default=False)

if GENGA_DEMO:
    SECRET_KEY = demo_secret()
else:
    SECRET_KEY = from_environment(
        "SECRET_KEY", "" if PRODUCTION else "insecure-and-only-for-development"
    )
ALLOWED_HOSTS = [
    host.strip()
    for host in from_environment(
        "ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1]"
    ).split(",")
    if host.strip()
]
# A demo that listens on every address (HOST=0.0.0.0) is asked for by names it cannot know.
if GENGA_DEMO and os.environ.get("HOST", "") in ("0.0.0.0", "::"):  # noqa: S104
    ALLOWED_HOSTS = ["*"]


def site_url() -> str:
    """Return the site's address, without a slash at its end."""
    given = os.environ.get("GENGA_SITE_URL", "").strip().rstrip("/")
    if given:
        return given
    if not PRODUCTION:
        host = os.environ.get("HOST", "")
        host = "127.0.0.1" if host in ("", "0.0.0.0", "::") else host  # noqa: S104
        return f"http://{host}:{os.environ.get('PORT') or '8000'}"
    host = ALLOWED_HOSTS[0].lstrip(".")
    if host == "*":
        raise ImproperlyConfigured("GENGA_SITE_URL: mails need the address of the site.")
    return f"{'https' if GENGA_HTTPS else 'http'}://{host}"


# Applications and requests -----------------------------------------------------------------------

INSTALLED_APPS = [
    "accounts",
    "films",
    "wiki",
    "simple_history",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "wiki.middleware.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "wiki.middleware.LanguageOfAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wiki.middleware.TitleLanguageMiddleware",
    "accounts.time_zones.TimeZoneMiddleware",
    "films.adult.AdultMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wiki.middleware.WikiErrorMiddleware",
]
ROOT_URLCONF = "wiki.urls"
WSGI_APPLICATION = "wiki.wsgi.application"
TEMPLATES = [
    {
        # Loaders are cached unless DEBUG is on.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wiki.context_processors.site",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Database ----------------------------------------------------------------------------------------


def database() -> dict[str, Any]:
    """Return the database that `DATABASE_URL` names: SQLite under `var/` unless it is set."""
    url = from_environment(
        "DATABASE_URL", "" if PRODUCTION else f"sqlite:///{VAR_DIR / 'genga.sqlite3'}"
    )
    config: dict[str, Any] = dict(dj_database_url.parse(url))
    options = config.setdefault("OPTIONS", {})
    if config["ENGINE"] == "django.db.backends.sqlite3":
        # IMMEDIATE: a transaction that will write says so at once and waits for its turn,
        # instead of failing when it finds out half-way that somebody else has written.
        options.setdefault("transaction_mode", "IMMEDIATE")
        options.setdefault("timeout", 20)
        options.setdefault(
            "init_command", "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
        )
        if GENGA_ENV in ("demo", "production"):
            config["CONN_MAX_AGE"] = None  # each thread keeps its connection
    elif config["ENGINE"] == "django.db.backends.postgresql":
        # `?pool=false` in the address turns the pool off.
        if str(options.pop("pool", True)).lower() in ("true", "1", "yes", "on"):
            options["pool"] = {"min_size": 1, "max_size": 16, "timeout": 10}
    else:
        raise ImproperlyConfigured("DATABASE_URL must name SQLite or PostgreSQL.")
    return config


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The limits on log-ins and mails count in the cache, so all processes must share it.
if GENGA_ENV in ("demo", "production"):
    CACHES: dict[str, Any] = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "genga_cache",
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Pages as strangers see them, in each process: about 10 kB each. See wiki/views/strangers.py.
CACHES["pages"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "pages",
    "TIMEOUT": 24 * 3600,
    "OPTIONS": {"MAX_ENTRIES": 1000},
}
# Pictures of pages for other sites: about 30 kB each. See films/share_cards.py.
CACHES["cards"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "cards",
    "TIMEOUT": 24 * 3600,
    "OPTIONS": {"MAX_ENTRIES": 200},
}

# Accounts ----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backend.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
if GENGA_ENV == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.AddEmailForm",
    "login": "accounts.forms.LoginForm",
    "signup": "accounts.forms.SignupForm",
}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_USERNAME_BLACKLIST = ["admin", "administrator", "genga", "moderator", "root", "system"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{GENGA_SITE_NAME}] "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if GENGA_HTTPS else "http"
# How often one address of the network may try to sign up; edits and comments are limited by level.
ACCOUNT_RATE_LIMITS = {"signup": "20/h/ip"}
# Whose limits are counted: the proxy's client, or whoever connects.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if GENGA_BEHIND_PROXY else 0

# Moderation and trust ----------------------------------------------------------------------------

# How long opening a submission to decide it keeps it for that moderator.
GENGA_CLAIM_MINUTES = 15
# After how many days that nobody touches it a submission is flagged: the first and the second time.
GENGA_STALE_DAYS = (7, 14)
# Whether merges, hiding and renaming much linked pages want two moderators; how many links are many.
GENGA_SECOND_EYES = switched_on("GENGA_SECOND_EYES", default=False)
GENGA_SECOND_EYES_LINKS = 50

# What levels may do differently here from the table in accounts/policy.py: {"new": {"waiting": 5}}.
GENGA_LEVELS: dict[str, dict[str, Any]] = {}
# Trust in an area is measured on so many of a user's last judged edits there; one weighs half after
# so many days.
GENGA_TRUST_LAST = 50
GENGA_TRUST_HALF_LIFE = 180
# How sure the bound of the accepted share is (1.96: 39 of 40), and what it must reach before a member's
# additions, and changes of what others wrote, are live at once.
GENGA_TRUST_Z = 1.96
GENGA_TRUST_BAR = 0.8
GENGA_TRUST_BAR_OVERWRITE = 0.88
# On how many pages and days the accepted edits must lie, and how many days old the account must be.
GENGA_TRUST_PAGES = 5
GENGA_TRUST_DAYS = 5
GENGA_TRUST_ACCOUNT_DAYS = 14
# A trusted member's edits in an area are reviewed again once at least so many were judged and more than
# this share of them, at the least, is refused.
GENGA_TRUST_DOUBT_FROM = 5
GENGA_TRUST_DOUBT = 0.1
# What earns a level: edits accepted, on how many pages and days, age of the account in days, accepted
# share of the last GENGA_TRUST_LAST that were looked at, at most so many taken back lately.
GENGA_LEVEL_RULES: dict[str, dict[str, float]] = {
    "member": {
        "approved": 5,
        "pages": 2,
        "active_days": 2,
        "account_days": 3,
        "rate": 0.7,
        "reversals": 0,
    },
    "trusted": {
        "approved": 150,
        "pages": 40,
        "active_days": 20,
        "account_days": 60,
        "rate": 0.95,
        "reversals": 0,
    },
}
# What costs a level: an accepted share below this, once so many were looked at; or more taken back lately.
GENGA_LEVEL_LOSSES: dict[str, dict[str, float]] = {
    "member": {"judged": 8, "rate": 0.3, "reversals": 10},
    "trusted": {"judged": 10, "rate": 0.8, "reversals": 10},
}
# Within how many days something taken back counts as lately.
GENGA_LEVEL_LATELY_DAYS = 30
# The share of edits that went live at once which a moderator judges later, without their author's name.
GENGA_AUDIT_SHARE = 0.05

# How many changes of pages one step takes back when a user is rolled back.
GENGA_ROLL_BACK_MOST = 5000
# So many reverts of one page within so many hours propose to protect it: at that level, for so many days.
GENGA_PROTECT_AFTER_REVERTS = 3
GENGA_PROTECT_HOURS = 24
GENGA_PROTECT_LEVEL = "trusted"
GENGA_PROTECT_DAYS = 3

# Periodic work, each with the seconds between two runs (0: at every tick): `manage.py tick`.
GENGA_TICK: tuple[tuple[str, int], ...] = (
    ("wiki.mail.send_due", 0),
    ("wiki.following.follow_all", 0),
    ("wiki.drafts.delete_old", 3600),
    ("wiki.notices.delete_old", 24 * 3600),
    ("wiki.ticking.clear_sessions", 24 * 3600),
    ("wiki.actions.protect.end_expired", 60),
    ("accounts.suspensions.release_expired", 60),
    ("accounts.levels.review_all", 600),
    ("accounts.actions.follow_merges.follow_merges", 60),
    ("accounts.actions.people.follow_merged_entries.follow_merged_entries", 60),
    ("accounts.actions.reviews.follow_merged_films.follow_merged_films", 60),
    ("accounts.tallies.weigh_all", 3600),
    ("accounts.renown.renew_search", 24 * 3600),
    ("accounts.suggestions.work.follow", 300),
    ("accounts.follows.fan_out.go_on", 0),
    ("accounts.moving.work.go_on", 0),
    ("accounts.moving.work.delete_old", 24 * 3600),
    ("wiki.quality.alike.follow", 60),
    ("wiki.quality.tallies.count_all", 600),
)
# How many public ratings a film needs to stand in charts by rating.
GENGA_CHART_VOTES = int(os.environ.get("GENGA_CHART_VOTES") or (2 if GENGA_DEMO else 5))
# After how many days that nobody touches it a draft goes; how many of them a member may keep.
GENGA_DRAFT_DAYS = 90
GENGA_DRAFTS = 50
# After how many days what a member was told goes, read or not.
GENGA_NOTICE_DAYS = 365
# How many previews of a text a user gets in a minute: more than the form asks for while somebody types.
GENGA_PREVIEWS_A_MINUTE = 100
# How many days a link shows the preview of a submission to whoever has it.
GENGA_PREVIEW_DAYS = 30

# Lists from other sites: how large a file may be in MB, what it may unpack to, how many rows it may have,
# how many files somebody brings in an hour; after how many days rows are deleted, and undoing ends.
GENGA_IMPORT_MB = 20
GENGA_IMPORT_UNPACKED_MB = 40
GENGA_IMPORT_ROWS = 50_000
GENGA_IMPORTS_AN_HOUR = 20
GENGA_IMPORT_DAYS = 90

# Mail --------------------------------------------------------------------------------------------

# Where the site is, for the links in mails; without it the first of ALLOWED_HOSTS.
GENGA_SITE_URL = site_url()
# After how many attempts a mail is given up; ten take two days.
GENGA_MAIL_ATTEMPTS = 10

# Without a host for outgoing mail it is printed to the console.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = switched_on("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "genga@localhost")

# Languages and time ------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ja", _("Japanese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
# The language in which descriptions of pages are written first; texts in others are translations.
GENGA_CONTENT_LANGUAGE = os.environ.get("GENGA_CONTENT_LANGUAGE", "en")
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Static files ------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "wiki.static_storage.BundlingStorage"
            if GENGA_ENV in ("demo", "production")
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}

# Search ------------------------------------------------------------------------------------------

# Where search and facets are kept, on a disk of this machine; processes of one site share them. Empty: in
# memory, for tests.
GENGA_SEARCH_DIR = (
    "" if GENGA_ENV == "test" else os.environ.get("GENGA_SEARCH_DIR") or VAR_DIR / "search"
)

# Pictures -----------------------------------------------------------------------------------------

# Files that members sent, made anew: in this folder, or in the bucket that GENGA_S3_BUCKET names (it
# needs requirements-s3.txt; keys and region come from AWS_* as boto3 reads them). The site serves both.
MEDIA_ROOT = Path(os.environ.get("GENGA_MEDIA_ROOT") or VAR_DIR / "media")
if os.environ.get("GENGA_S3_BUCKET"):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": os.environ["GENGA_S3_BUCKET"],
            "endpoint_url": os.environ.get("GENGA_S3_ENDPOINT") or None,
            "location": os.environ.get("GENGA_S3_FOLDER", ""),
            "default_acl": None,
        },
    }
# The font of the pictures that other sites show of pages: a file, best one that has Japanese. Without it
# Noto Sans CJK or another is looked for; letters that the font has not are left out.
GENGA_CARD_FONT = os.environ.get("GENGA_CARD_FONT", "")
# The largest file and picture that is taken, and how many come with one edit.
GENGA_PICTURE_BYTES = 12_000_000
GENGA_PICTURE_PIXELS = 40_000_000
GENGA_PICTURES_AT_ONCE = 10
# What is longer is cut off while it arrives, so that no upload fills the disk.
FILE_UPLOAD_HANDLERS = [
    "wiki.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Each row of pictures in a form has a control for a file.
DATA_UPLOAD_MAX_NUMBER_FILES = 300

# Security ----------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "wiki.views.drafts.csrf_failure"
# The form of a film with 60 credits posts 1,100 values; one with a thousand rows is still an edit.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = GENGA_HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = GENGA_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if GENGA_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = GENGA_HTTPS
if GENGA_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Log ---------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("GENGA_LOG_LEVEL", "INFO")},
    "loggers": {
        # Django's own handlers would say everything twice.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"level": "INFO", "propagate": True},
    },
}
