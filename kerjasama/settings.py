"""Settings, all of them from the environment; bin/start provides the embedded defaults."""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import urljoin

import environ
from django.contrib.messages import constants as message_levels

from kerjasama.database.roles import choose_url, program_role
from kerjasama.files.choosing import storage_at
from kerjasama.schedule import JOBS
from kerjasama.standing import own_name, sub_path
from kerjasama.web.watched_faults import report_faults
from kerjasama.web.what_is_logged import LOGGED

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DEBUG = env.bool("DEBUG", False)
# A key that is lost on restart is safe; a key in the repository is not.
SECRET_KEY = env("SECRET_KEY", default="") or secrets.token_urlsafe(50)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# A name of this installation alone, where several share Redis or a host: their queues, what they
# remember together and their cookies are told apart by it.
INSTALLATION = own_name(env("INSTALLATION", default=""))
OF_INSTALLATION = f"{INSTALLATION}-" if INSTALLATION else ""
# The address of the host below which everything stands, such as /kerja-sama; empty: its root.
SUB_PATH = sub_path(env("SUB_PATH", default=""))
FORCE_SCRIPT_NAME = SUB_PATH or None

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
    "django_prose_editor",
    "kerjasama.accounts",
    "kerjasama.reference",
    "kerjasama.notices",
    "kerjasama.signin",
    "kerjasama.personal",
    "kerjasama.drafts",
    "kerjasama.uploads",
    "kerjasama.logbook",
    "kerjasama.operations",
    "kerjasama.health",
    "partners",
    "agreements",
]
MIDDLEWARE = [
    "kerjasama.web.request_ids.NamesRequests",
    "kerjasama.health.probes.AnswersProbes",
    "kerjasama.health.counting.CountsRequests",
    "django.middleware.security.SecurityMiddleware",
    "kerjasama.uploads.full_disk.SaysDiskIsFull",
    "kerjasama.files.answering.SaysFilesAreAway",
    "kerjasama.web.unreadable.RefuseUnreadable",
    "csp.middleware.CSPMiddleware",
    "kerjasama.web.permissions.AsksForNothing",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kerjasama.web.refusals.NotesRefusals",
    "kerjasama.accounts.sessions.SlidingSession",
    "kerjasama.accounts.sessions.LeavesNothing",
    "django.contrib.messages.middleware.MessageMiddleware",
    "kerjasama.logbook.acting.NamesTheActor",
    "kerjasama.web.kept_settings.KeepsSettings",
    "agreements.views.case.undoing.OffersUndo",
    "kerjasama.drafts.middleware.DraftsMiddleware",
    "kerjasama.drafts.addresses.AtItsPage",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kerjasama.accounts.policy.DefaultDenyMiddleware",
    "kerjasama.signin.renewing.FirstThings",
    # The last, so that it stands right before the view.
    "kerjasama.drafts.once.OneActAPress",
]
ROOT_URLCONF = "kerjasama.urls"
WSGI_APPLICATION = "kerjasama.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kerjasama.accounts.policy.site_context",
                "kerjasama.manuals.places.help_context",
                "kerjasama.notices.views.inbox_context",
            ],
            "builtins": ["kerjasama.drafts.templatetags.keyed"],
        },
    }
]
# Widgets are drawn with our own templates where we have one.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
# A message is drawn as a notice of this kind (static/css/app.css).
MESSAGE_TAGS = {
    message_levels.INFO: "",
    message_levels.SUCCESS: "is-good",
    message_levels.WARNING: "is-soon",
    message_levels.ERROR: "is-late",
}
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# DATABASE_URL is the role of the program, which owns nothing; only migrations are the owner.
DATABASES = {"default": env.db_url_config(choose_url(os.environ, sys.argv))}
PROGRAM_ROLE = program_role(os.environ)
SERVE_AS_OWNER = env.bool("SERVE_AS_OWNER", False)
# A socket that the URL names by ?host= is where dbshell looks too.
if "host" in DATABASES["default"].get("OPTIONS", {}):
    DATABASES["default"]["HOST"] = DATABASES["default"]["OPTIONS"].pop("host")
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "kerjasama.accounts.passwords.NotLikeThePerson"},
    {"NAME": "kerjasama.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "kerjasama.accounts.passwords.NotCommon"},
    {"NAME": "kerjasama.accounts.passwords.NotGuessed"},
]
# What leads back to an account by mail: a link to a new password for so many hours, an invitation
# for so many days.
RESET_HOURS = env.int("RESET_HOURS", 2)
INVITATION_DAYS = env.int("INVITATION_DAYS", 7)
PASSWORD_RESET_TIMEOUT = 24 * 3600 * INVITATION_DAYS
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
PROXY_COUNT = env.int("PROXY_COUNT", 1)  # how many of our own proxies stand before us
# The door is django-allauth's (kerjasama.signin). People are invited; nobody signs up.
ACCOUNT_ADAPTER = "kerjasama.signin.adapter.DoorAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True  # the session ends as SESSION_COOKIE_AGE says
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "kerjasama.signin.links.LinkTokens"  # noqa: S105
ACCOUNT_FORMS = {
    "login": "kerjasama.signin.forms.SignInForm",
    "reset_password": "kerjasama.signin.forms.ResetForm",
    "reset_password_from_key": "kerjasama.signin.forms.NewPasswordForm",
    "change_password": "kerjasama.signin.forms.ChangePasswordForm",
}
# In the shared cache. Five wrong passwords for a name at an address, or on a device known to its
# person, make it wait five minutes there; a name alone waits only on strange devices, and late.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "login_strange": "100/h/key",
    "reset_password": "20/h/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
}
# A second factor: an application with codes, keys and passkeys (WebAuthn), codes on paper. Grave
# acts ask again who somebody is, unless that was shown within so many minutes (signin.fresh).
MFA_ADAPTER = "kerjasama.signin.factor_adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "kerjasama.signin.factor_forms.CodeForm",
    "activate_totp": "kerjasama.signin.factor_forms.ActivateForm",
    "add_webauthn": "kerjasama.signin.factor_forms.KeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}  # offices share one address
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # people are invited by an administrator
MFA_TOTP_TOLERANCE = 1
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
FRESH_MINUTES = env.int("FRESH_MINUTES", 5)
# Single sign-on by OpenID Connect, as JSON (docs/sso.md); empty: nobody comes in so.
OIDC_PROVIDERS = env.json("OIDC_PROVIDERS", default=[])
_PROVIDERS = sorted({urljoin(told["server_url"], "/") for told in OIDC_PROVIDERS})
SOCIALACCOUNT_ADAPTER = "kerjasama.signin.sso.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "beranda"
LOGOUT_REDIRECT_URL = "account_login"
# Somebody stays signed in while something is done, and never longer than a long working day.
SESSION_COOKIE_AGE = 60 * env.int("SESSION_IDLE_MINUTES", 120)
SESSION_MOST_HOURS = env.int("SESSION_MOST_HOURS", 12)
# What was typed and never sent is forgotten after so many days, a file of a refused form after so
# many hours.
KEPT_FILE_HOURS = 24
FORM_DRAFT_DAYS = env.int("FORM_DRAFT_DAYS", 60)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("HTTPS", False)
# A browser takes such a name over TLS alone, and __Host- from this very host, from no neighbour of
# it, for all its addresses.
_ONLY_TLS = "__Secure-" if SUB_PATH else "__Host-"
PREFIX = f"{_ONLY_TLS if SESSION_COOKIE_SECURE else ''}{OF_INSTALLATION}"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{PREFIX}sessionid", f"{PREFIX}csrftoken"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{SUB_PATH}/"
MESSAGE_STORAGE = "kerjasama.web.own_messages.OwnMessages"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = env.bool("HTTPS", False)
SECURE_HSTS_SECONDS = 31536000 if env.bool("HTTPS", False) else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Whether subdomains and browsers' preload lists take part is the region's decision, not ours.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        # Forms that begin or end single sign-on lead on to the provider.
        "form-action": ["'self'", *_PROVIDERS],
        "frame-ancestors": ["'none'"],
    }
}
# Lines go where the process's output goes; gunicorn and systemd keep it. As JSON for collectors, or
# plain for whoever sits before the process.
LOG_FORMAT = env("LOG_FORMAT", default="plain" if DEBUG else "json")
_CONSOLE = {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}
LOGGING = LOGGED | {"handlers": {"console": _CONSOLE}}
# Who reads figures at /metrics: whoever bears the token, or asks from these addresses or networks
# (parted by commas). Both empty: nobody.
METRICS_TOKEN = env("METRICS_TOKEN", default="")
METRICS_FROM = env.list("METRICS_FROM", default=[])
# A folder in which the processes of this machine count together; empty: each counts for itself, and
# whoever asks hears of one. It must be there before the program is read.
METRICS_DIR = env("METRICS_DIR", default="")
if METRICS_DIR:
    Path(METRICS_DIR).mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", METRICS_DIR)
# Where faults are reported, in Sentry's language; empty: nowhere.
SENTRY_DSN = env("SENTRY_DSN", default="")
SENTRY_ENVIRONMENT = env("SENTRY_ENVIRONMENT", default="production")
report_faults(SENTRY_DSN, env("RELEASE", default=""), SENTRY_ENVIRONMENT)

LANGUAGE_CODE = "id"
TIME_ZONE = env("TIME_ZONE", default="Asia/Makassar")
USE_TZ = True

STATIC_URL = f"{SUB_PATH}/static/"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("panduan", BASE_DIR / "docs" / "panduan" / "gambar"),
]
# Where collectstatic puts the files under names that change with their content, so that browsers
# may keep them for years. Empty (tests, work on the program): each is served as it lies in its
# folder.
STATIC_ROOT = env("STATIC_ROOT", default="") or None
WHITENOISE_USE_FINDERS = DEBUG or not STATIC_ROOT
# Where papers and uploads lie: s3://bucket/prefix, which S3 encrypts where FILES_ENCRYPTION (AES256
# or aws:kms) asks for it; empty: the folder MEDIA_ROOT.
FILES_AT = env("FILES_AT", default="")
FILES_ENCRYPTION = env("FILES_ENCRYPTION", default="")
_AS_THEY_LIE = "django.contrib.staticfiles.storage.StaticFilesStorage"
_COLLECTED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _COLLECTED if STATIC_ROOT else _AS_THEY_LIE},
    "files": storage_at(FILES_AT, FILES_ENCRYPTION),
}
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media")))
UPLOAD_LIMIT_MB = 25
# The folder of backups; empty: none is made by itself. To whom they are encrypted: an age key, or a
# file of a public key of age or GnuPG; empty: nobody. The private key is named only where drills
# are to read encrypted backups.
BACKUP_TO = env("BACKUP_TO", default="")
BACKUP_RECIPIENT = env("BACKUP_RECIPIENT", default="")
BACKUP_KEEP = env.int("BACKUP_KEEP", 0)  # so many of the newest; 0: all
BACKUP_IDENTITY = env("BACKUP_IDENTITY", default="")
# A database that a drill may empty, as its owner; empty: a server of its own meanwhile.
DRILL_DATABASE_URL = env("DRILL_DATABASE_URL", default="")
DRILL_DAYS = env.int("DRILL_DAYS", 30)
# Where ClamAV's daemon listens: a path, or HOST:PORT; empty: uploads are marked "belum dipindai".
# HOLD_UNSCANNED_FILES=1 keeps files from being opened until the scanner has read them.
CLAMAV_SOCKET = env("CLAMAV_SOCKET", default="")
HOLD_UNSCANNED_FILES = env.bool("HOLD_UNSCANNED_FILES", False)
# For so long whoever did something may take it back while nobody built on it; 0: never.
UNDO_MINUTES = env.int("UNDO_MINUTES", 10)
# The PKCS#12 file with which finals are sealed; empty: papers bear no seal, and their pages say so.
SEAL_CERTIFICATE, SEAL_PASSPHRASE = (
    env("SEAL_CERTIFICATE", default=""),
    env("SEAL_PASSPHRASE", default=""),
)
# A folder of certificates (PEM or DER) whose signatures are known; put the roots of BSrE there.
TRUST_ROOTS = env("TRUST_ROOTS", default="")
# A time-stamping authority (RFC 3161) for seals and the heads of the log; empty: none, and seals
# stay PAdES B-B.
TSA_URL = env("TSA_URL", default="")
# eSign Client Service of BSrE; empty: nobody signs electronically here.
BSRE_URL, BSRE_USER, BSRE_PASSWORD = (
    env("BSRE_URL", default=""),
    env("BSRE_USER", default=""),
    env("BSRE_PASSWORD", default=""),
)
# The institution's seal by the same service instead of SEAL_CERTIFICATE: its subscriber, and the
# code of its activation.
BSRE_SEAL_SUBSCRIBER, BSRE_SEAL_TOTP = (
    env("BSRE_SEAL_SUBSCRIBER", default=""),
    env("BSRE_SEAL_TOTP", default=""),
)

CELERY_BROKER_URL = env("REDIS_URL", default="redis://localhost:6379/0")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_PUBLISH_RETRY = False
# Whoever sends to a silent broker gives up after one try this long; the outbox sweep sends again.
# It must stay above the one
# second after which the broker itself ends a worker's blocking read (kombu's brpop_timeout).
BROKER_PATIENCE = 1.5
_IN_REDIS = {
    "LOCATION": CELERY_BROKER_URL,
    "KEY_PREFIX": INSTALLATION,
    "VERSION": 2,  # 1 was pickled
    "OPTIONS": {
        "serializer": "kerjasama.web.shared_cache.PlainValues",
        "socket_connect_timeout": BROKER_PATIENCE,
        "socket_timeout": BROKER_PATIENCE,
    },
}
CACHES = {
    # What one process may keep for itself.
    "local": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Figures of some tens of rights, sheets of histories of some 10 kB.
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    # Limits and used codes: known to all processes, and to each for itself while Redis is away.
    "default": {"BACKEND": "kerjasama.web.shared_cache.SharedCache", **_IN_REDIS},
    # By all processes, and by none while Redis is away.
    "shared": {"BACKEND": "django.core.cache.backends.redis.RedisCache", **_IN_REDIS},
}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "socket_connect_timeout": BROKER_PATIENCE,
    "socket_timeout": BROKER_PATIENCE,
    "max_retries": 0,
    "global_keyprefix": OF_INSTALLATION,
}
CELERY_TIMEZONE = TIME_ZONE
# Seconds. A job is stopped with a reason at the first, killed at the second, so that none holds a
# process of the worker for ever. Imports, bundles and the nightly check take longer (tasks.py).
CELERY_TASK_SOFT_TIME_LIMIT = env.int("TASK_SECONDS", 240)
CELERY_TASK_TIME_LIMIT = CELERY_TASK_SOFT_TIME_LIMIT + env.int("TASK_GRACE_SECONDS", 60)
LONG_TASK_SECONDS = env.int("LONG_TASK_SECONDS", 3600)
CELERY_BEAT_SCHEDULER = "kerjasama.scheduler:LastingScheduler"
# Days after which is forgotten who signed in from where, what somebody was told and has done, and a
# trial of a track that nobody goes on with.
KEEP_VISITS_DAYS = env.int("KEEP_VISITS_DAYS", 90)
KEEP_NOTICES_DAYS = env.int("KEEP_NOTICES_DAYS", 365)
KEEP_TRIALS_DAYS = env.int("KEEP_TRIALS_DAYS", 30)
CELERY_BEAT_SCHEDULE = JOBS

EMAIL_BACKEND = env("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (
    env("EMAIL_USER", default=""),
    env("EMAIL_PASSWORD", default=""),
)
EMAIL_USE_TLS = env.bool("EMAIL_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", default="kerja-sama@localhost")
# Where links in messages lead, and the maildir of the embedded catcher (bin/run.py); empty where
# mails really go out.
# Who keeps the daily heads of the log outside this installation, parted by commas.
LOG_WITNESS = Path(env("LOG_WITNESS", default=str(MEDIA_ROOT / "log-heads.txt")))
LOG_HEAD_ADDRESSES = env.list("LOG_HEAD_ADDRESSES", default=[])
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
MAIL_CATCHER = env("MAIL_CATCHER", default="")
# The dotted path of a class like kerjasama.notices.channels.Gateway; empty: no WhatsApp.
WHATSAPP_GATEWAY = env("WHATSAPP_GATEWAY", default="")

# P22 says only "hari"; UU 23/2014 Ps. 1 angka 50 defines Hari as hari kerja for that law. See
# docs/regulation-notes.md.
P22_DAY_KIND = env("P22_DAY_KIND", default="kalender")
