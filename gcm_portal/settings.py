"""All settings, read from the environment. `.env.example` lists every variable with its reason."""

from pathlib import Path

from csp.constants import NONE, SELF

from gcm_portal.environment import database, env, env_flag, env_names, release_digest, weekdays

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env("DATA_DIR", str(BASE_DIR / "var"))).resolve()

# Safety -------------------------------------------------------------------------------------------------------------

SECRET_KEY = env("SECRET_KEY")
DEBUG = env_flag("DEBUG")
ALLOWED_HOSTS = env("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
SITE_URL = env("SITE_URL", "http://localhost:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
TRUSTED_PROXY_COUNT = int(env("TRUSTED_PROXY_COUNT", "0"))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_NAME = "csrf"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Who runs this installation: shown in the footer, never assumed ------------------------------------------------------

LOCAL_COPY = env_flag("LOCAL_COPY")
OPERATOR_NAME = env("OPERATOR_NAME", "")
OPERATOR_CONTACT = env("OPERATOR_CONTACT", "")
DATA_PROTECTION_URL = env("DATA_PROTECTION_URL", "")
SECURITY_CONTACT = env("SECURITY_CONTACT", "")
SECURITY_POLICY_URL = env("SECURITY_POLICY_URL", "")
DATA_LICENCE = env("DATA_LICENCE", "")
DATA_LICENCE_URL = env("DATA_LICENCE_URL", "")

_TERMS = (DATA_PROTECTION_URL, DATA_LICENCE, DATA_LICENCE_URL)
RELEASE = release_digest(BASE_DIR, OPERATOR_NAME, OPERATOR_CONTACT, *_TERMS, str(LOCAL_COPY), SITE_URL)

# What it is made of -------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "pgtrigger",
    "rules.apps.AutodiscoverRulesConfig",
    "gcm_portal",
    "ui",
    "typesetting",
    "notices",
    "accounts",
    "objectives",
    "workflow",
    "attachments",
    "correspondence",
    "roundtables",
    "drafting",
    "plans",
    "pledges",
    "tools",
    "needs",
    "progress",
    "reviews",
    "matching",
    "peer_review",
    "erasure",
    "reminders",
    "search",
    "desk",
    "moderation",
    "dashboard",
    "reports",
    "alerts",
    "embeds",
    "api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gcm_portal.middleware.answer_outages",
    "gcm_portal.middleware.KeptPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.require_second_factor",
]
ROOT_URLCONF = "gcm_portal.urls"
WSGI_APPLICATION = "gcm_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "gcm_portal.context_processors.site",
            ],
            "builtins": ["ui.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data ---------------------------------------------------------------------------------------------------------------

DATABASES = {"default": database(env("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "gcm_portal.cache.SoftRedisCache",
        "LOCATION": REDIS_URL,
        "TIMEOUT": 24 * 60 * 60,
        "KEY_PREFIX": "gcm",
    },
    "pages": {  # public pages: a page never changes under its key
        "BACKEND": "gcm_portal.cache.LastingCache",
        "LOCATION": REDIS_URL,
        "TIMEOUT": 24 * 60 * 60,
        "KEY_PREFIX": "gcm:page",
    },
    "template_fragments": {  # rows of lists: kept in the process, under all that they show
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}
PUBLICATION_KNOWN_SECONDS = float(env("PUBLICATION_KNOWN_SECONDS", "0.5"))
MEDIA_ROOT = DATA_DIR / "files"
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",  # requests of up to 2.5 MB
    "attachments.validators.arriving.WithinLimits",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 30
CLAMD_ADDRESS = env("CLAMD_ADDRESS", "")

# People -------------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["rules.permissions.ObjectPermissionBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_ADAPTER = "accounts.adapter.InvitationOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "dashboard:home"
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reauthenticate": "accounts.forms.PasswordAgainForm",
    "change_password": "accounts.forms.NewPasswordForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.PasswordFromLinkForm",
}
MFA_ADAPTER = "accounts.adapter.SecondFactor"
MFA_FORMS = {
    "authenticate": "accounts.forms.CodeForm",
    "reauthenticate": "accounts.forms.CodeAgainForm",
    "activate_totp": "accounts.forms.FirstCodeForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "GCM Implementation Portal"
ACCOUNT_RATE_LIMITS = {"follow": "20/h/ip"}  # beside allauth's own; counted for one address of network
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
INVITATION_DAYS = 14
ERASURE_DAYS = int(env("ERASURE_DAYS", "30"))

# The API ------------------------------------------------------------------------------------------------------------

API_REQUESTS_PER_MINUTE = int(env("API_REQUESTS_PER_MINUTE", "600"))
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "api.views.schema.OurSchema",
    "EXCEPTION_HANDLER": "api.views.problems.answer_exception",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    "SCHEMA_COERCE_PATH_PK": False,
}
SPECTACULAR_SETTINGS = {"OAS_VERSION": "3.1.0", "SORT_OPERATIONS": False, "ENABLE_DJANGO_DEPLOY_CHECK": False}

# Needs and offers brought together ----------------------------------------------------------------------------------

MATCH_ANSWER_DAYS = int(env("MATCH_ANSWER_DAYS", "60"))
MATCH_FOLLOW_UP_DAYS = int(env("MATCH_FOLLOW_UP_DAYS", "180"))
MATCH_CONTACT_DAYS = int(env("MATCH_CONTACT_DAYS", "365"))

# Peer review of tools -----------------------------------------------------------------------------------------------

PEER_REVIEW_REQUIRED = env_flag("PEER_REVIEW_REQUIRED")
PEER_REVIEW_DAYS = int(env("PEER_REVIEW_DAYS", "21"))

# The moderators' desk -----------------------------------------------------------------------------------------------

DECISION_WORKING_DAYS = int(env("DECISION_WORKING_DAYS", "10"))
CLAIM_WORKING_DAYS = int(env("CLAIM_WORKING_DAYS", "5"))
WEEKEND_DAYS = weekdays(env("WEEKEND_DAYS", "saturday,sunday"))
TWO_DECISIONS_ON = env_names("TWO_DECISIONS_ON", among=("pledge", "tool", "update", "plan", "review", "need"))

# Mail ---------------------------------------------------------------------------------------------------------------

EMAIL_BACKEND = env("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env("EMAIL_HOST", "localhost")
EMAIL_PORT = int(env("EMAIL_PORT", "25"))
EMAIL_HOST_USER = env("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env_flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("MAIL_FROM", "no-reply@localhost")
DIGEST_HOUR_UTC = int(env("DIGEST_HOUR_UTC", "6"))
DIGEST_WEEKDAY = int(env("DIGEST_WEEKDAY", "1"))  # Monday is 1
REMINDERS_PER_DAY = int(env("REMINDERS_PER_DAY", "3"))
MAIL_PAUSED_AFTER = int(env("MAIL_PAUSED_AFTER", "3"))

ALERT_CONFIRM_DAYS = int(env("ALERT_CONFIRM_DAYS", "3"))

# Languages ----------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", "العربية"),
    ("zh-hans", "中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh-hans")
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en",)
FORMAT_MODULE_PATH = "gcm_portal.formats"
TIME_ZONE = "UTC"
USE_TZ = True

# Worker -------------------------------------------------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "UTC"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 900
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True  # the row is the job: the next sweep takes it over
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 1800, "socket_timeout": 10, "socket_connect_timeout": 2}
SWEEP_SECONDS = int(env("SWEEP_SECONDS", "20"))
CELERY_BEAT_SCHEDULE = {  # a sweep that was not taken up before the next one is due is dropped: they do not pile up
    task.rpartition(".")[2]: {"task": task, "schedule": SWEEP_SECONDS, "options": {"expires": SWEEP_SECONDS}}
    for task in (
        "notices.tasks.send_due_notices",
        "notices.tasks.send_due_digests",
        "accounts.tasks.remind_of_delegations",
        "reports.tasks.run_schedules",
        "reports.tasks.build_due_reports",
        "attachments.tasks.scan_due_files",
        "dashboard.tasks.tend_datasets",
        "pledges.tasks.send_due_partner_letters",
        "alerts.tasks.send_due_alerts",
    )
} | {
    task.rpartition(".")[2]: {"task": task, "schedule": 60 * 60}
    for task in (
        "attachments.tasks.erase_unused_files",
        "drafting.tasks.erase_expired_uploads",
        "reminders.tasks.climb_the_ladder",
        "matching.tasks.close_lapsed_matches",
        "matching.tasks.remind_sides",
        "matching.tasks.ask_for_outcomes",
        "matching.tasks.erase_due_contacts",
        "peer_review.tasks.tend_peer_reviews",
        "moderation.tasks.end_lapsed_claims",
        "erasure.tasks.remind_of_due_requests",
        "alerts.tasks.forget_unconfirmed_alerts",
        "reports.tasks.sweep_halves",
    )
}
REPORT_LEASE_SECONDS = int(env("REPORT_LEASE_SECONDS", "60"))

# Log ----------------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {  # a sweep every few seconds is not news; the tasks say what they did
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "INFO")},
}
