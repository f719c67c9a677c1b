"""What each setting means, in the order in which whoever installs the program meets them. Plain
words for docs/settings.md, which `bin/settings_reference.py` writes; a test holds them to
settings.py.
"""

TOLD: dict[str, dict[str, str]] = {
    "To be set on every server": {
        "DATABASE_URL": "PostgreSQL 15 or newer, as the role of the program, which owns nothing"
        " ([README](../README.md), Two roles)",
        "DATABASE_OWNER_URL": "the same database as the owner of the tables; for `manage.py"
        " migrate` alone, so give it to nothing that serves",
        "REDIS_URL": "Redis or Valkey; an installation of its own, or a number of its own",
        "SECRET_KEY": "one long random text, the same for all processes; without it web does not"
        " begin",
        "ALLOWED_HOSTS": "the host names under which people open it: `kerjasama.example.go.id`",
        "CSRF_TRUSTED_ORIGINS": "the same with `https://` before it",
        "SITE_URL": "`https://kerjasama.example.go.id`, where links in mails and calendars lead",
        "INSTALLATION": "a name of this installation alone, such as `kukar`, where several share"
        " Redis or a host; queues, limits and cookies bear it",
        "SUB_PATH": "`/kerja-sama` where the host serves other programs too; empty: the root",
        "HTTPS": "1: cookies and addresses for TLS alone; set it wherever TLS is",
        "BEHIND_PROXY": "1: a proxy of ours sets X-Forwarded-Proto, X-Forwarded-For and"
        " X-Request-ID, and is believed",
        "PROXY_COUNT": "how many proxies of ours stand before it",
        "MEDIA_ROOT": "where papers and uploads lie; backed up together with the database",
        "FILES_AT": "`s3://bucket/prefix` where several machines share papers and uploads; empty:"
        " the folder `MEDIA_ROOT`, which stays the place of what is being made",
        "FILES_ENCRYPTION": "`AES256` or `aws:kms`: S3 encrypts what lies there",
        "STATIC_ROOT": "where `manage.py collectstatic` puts style and scripts under lasting names;"
        " run it after every upgrade",
        "TIME_ZONE": "the region's: `Asia/Jakarta`, `Asia/Makassar`, `Asia/Jayapura`",
    },
    "Mails and messages": {
        "EMAIL_HOST": "the mail server",
        "EMAIL_PORT": "its port",
        "EMAIL_USER": "the account there; empty: none",
        "EMAIL_PASSWORD": "its password",
        "EMAIL_TLS": "1: by STARTTLS",
        "EMAIL_FROM": "from whom mails come",
        "EMAIL_BACKEND": "how Django sends mails",
        "MAIL_CATCHER": "where the pilot keeps mails instead of sending them; set by `bin/start`",
        "WHATSAPP_GATEWAY": "dotted path of a class with `send(number, text, key)`; empty: no"
        " WhatsApp (`kerjasama/notices/channels.py`)",
    },
    "Signing in": {
        "SESSION_IDLE_MINUTES": "how long at most somebody stays signed in without doing anything;"
        " Pengaturan, Aturan masuk sets less",
        "SESSION_MOST_HOURS": "how long at most at all",
        "FRESH_MINUTES": "how long after signing in grave acts do not ask again who somebody is",
        "INVITATION_DAYS": "how long a link to a first password holds",
        "RESET_HOURS": "how long a link to a new password holds",
        "OIDC_PROVIDERS": "providers of single sign-on ([sso.md](sso.md)); empty: local accounts"
        " alone",
    },
    "Seals, signatures, files": {
        "SEAL_CERTIFICATE": "PKCS#12 file with which finals are sealed (PAdES); empty: no seal, and"
        " the pages say so",
        "SEAL_PASSPHRASE": "its passphrase",
        "TRUST_ROOTS": "folder of root certificates (PEM or DER), those of BSrE among them, by"
        " which signatures in uploads are judged",
        "TSA_URL": "a time-stamping authority (RFC 3161) for seals and the heads of the log; empty:"
        " none, and seals stay PAdES B-B",
        "BSRE_URL": "eSign Client Service of BSrE; empty: nobody is offered to sign electronically",
        "BSRE_USER": "the account there",
        "BSRE_PASSWORD": "its password",
        "BSRE_SEAL_SUBSCRIBER": "seal finals by that service instead of `SEAL_CERTIFICATE`: the"
        " subscriber of the institution's seal",
        "BSRE_SEAL_TOTP": "the code of its activation",
        "CLAMAV_SOCKET": "where ClamAV's daemon listens: a path (Debian: `/run/clamav/clamd.ctl`)"
        " or `HOST:PORT`; empty: uploads are marked “belum dipindai”",
        "HOLD_UNSCANNED_FILES": "1: what the scanner has not read is not opened",
    },
    "Backups": {
        "BACKUP_TO": "folder, or `s3://bucket/prefix`, of the nightly backups; empty: none is"
        " made by itself",
        "BACKUP_KEEP": "how many of the newest stay; 0: all",
        "BACKUP_RECIPIENT": "to whom they are encrypted: an age key, or a file of a public key of"
        " age or GnuPG; empty: nobody",
        "BACKUP_IDENTITY": "the file of the private key, only where drills read encrypted backups",
        "DRILL_DATABASE_URL": "a database that a drill may empty, as its owner; empty: a server of"
        " its own for as long as it takes",
        "DRILL_DAYS": "after how many days a backup is tried again",
    },
    "Watching": {
        "METRICS_TOKEN": "whoever bears it (`Authorization: Bearer …`) reads figures at `/metrics`",
        "METRICS_FROM": "addresses or networks from which figures are read without it; both empty:"
        " nobody reads them",
        "METRICS_DIR": "folder in which the processes of a machine count together, best in memory;"
        " empty: each tells of itself alone",
        "LOG_FORMAT": "`json`: a line of output is one object; `plain`: for whoever sits before it",
        "SENTRY_DSN": "where faults are reported, in Sentry's language, without people and values;"
        " empty: nowhere",
        "SENTRY_ENVIRONMENT": "under which name",
        "RELEASE": "as which release",
        "LOG_WITNESS": "file that names each head of the log, beside the database",
        "LOG_HEAD_ADDRESSES": "mail addresses that keep the daily sealed heads of the log outside"
        " this installation",
    },
    "How long": {
        "UNDO_MINUTES": "how long whoever did something may take it back while nobody built on it;"
        " 0: never",
        "FORM_DRAFT_DAYS": "how long what was typed and never sent is kept",
        "KEEP_VISITS_DAYS": "how long is known who signed in from where; like the two below a first"
        " value, which Pengaturan, Masa simpan data sets for the region",
        "KEEP_NOTICES_DAYS": "how long is known what somebody was told and has done",
        "KEEP_TRIALS_DAYS": "how long a trial of a track is kept with which nobody goes on",
        "TASK_SECONDS": "after how many seconds a job of the worker is stopped",
        "TASK_GRACE_SECONDS": "how long it may take to stop before it is killed",
        "LONG_TASK_SECONDS": "the same for an import, a bundle, a backup, a nightly check",
        "P22_DAY_KIND": "whether “hari” of Permendagri 22/2020 is `kalender` or `kerja`"
        " ([regulation-notes.md](regulation-notes.md))",
    },
    "For special cases": {
        "SERVE_AS_OWNER": "1: web and worker begin as the owner of the tables all the same",
        "DEBUG": "1: tracebacks on the page; for developers alone",
        "WEB_CONCURRENCY": "how many processes gunicorn starts; `bin/start` takes one for each"
        " core, at most four",
        "PORT": "the port of `bin/start`",
    },
}
# Read elsewhere than in settings.py: the kind, and what holds where none is given.
OUTSIDE: dict[str, tuple[str, str]] = {
    "DATABASE_URL": ("", "the database `kerjasama` of this machine"),
    "DATABASE_OWNER_URL": ("", "the role of `DATABASE_URL`"),
    "WEB_CONCURRENCY": ("number", "`1`"),
    "PORT": ("number", "`8000`"),
}
# What the code computes, in words.
ELSE: dict[str, str] = {
    "MEDIA_ROOT": "`var/media`",
    "LOG_WITNESS": "`log-heads.txt` in `MEDIA_ROOT`",
    "LOG_FORMAT": "`json`; `plain` with `DEBUG`",
    "SECRET_KEY": "another one at each start of a command",
    "ALLOWED_HOSTS": "this machine alone",
}
