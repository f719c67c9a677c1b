"""What the program does by itself, and when: the jobs of the calendar (Celery beat). A number is so
many seconds; a job that `expires` need not be made up for.
"""

from typing import Any

from celery.schedules import crontab

JOBS: dict[str, dict[str, Any]] = {
    "visits": {
        "task": "kerjasama.signin.tasks.purge_visits",
        "schedule": crontab(hour=0, minute=40),
    },
    "links": {
        "task": "kerjasama.signin.tasks.send_links",
        "schedule": 60,
        "options": {"expires": 55},
    },
    "told": {"task": "kerjasama.notices.tasks.purge_told", "schedule": crontab(hour=0, minute=50)},
    "outbox": {"task": "agreements.tasks.sweep_outbox", "schedule": 15},
    "seals": {"task": "agreements.tasks.renew_seals", "schedule": crontab(hour=3, minute=10)},
    "signed": {
        "task": "agreements.tasks.make_signed_sheets",
        "schedule": crontab(hour=3, minute=30),
    },
    "archive": {"task": "agreements.tasks.check_files", "schedule": crontab(hour=1, minute=30)},
    "viruses": {
        "task": "agreements.tasks.scan_files",
        "schedule": 300,
        "options": {"expires": 290},
    },
    "bundles": {"task": "agreements.tasks.clear_bundles", "schedule": crontab(hour=1, minute=15)},
    "undoing": {"task": "agreements.tasks.forget_old_acts", "schedule": crontab(hour=1, minute=45)},
    "log": {"task": "kerjasama.logbook.tasks.make_head", "schedule": crontab(hour=0, minute=5)},
    "log-check": {"task": "kerjasama.logbook.tasks.verify", "schedule": crontab(hour=2, minute=30)},
    "drafts": {
        "task": "kerjasama.drafts.tasks.purge_drafts",
        "schedule": crontab(hour=1, minute=5),
    },
    # Papers that read as they did are left alone.
    "samples": {
        "task": "agreements.demo.tasks.make_samples",
        "schedule": crontab(hour=2, minute=0),
    },
    "backup": {
        "task": "kerjasama.operations.tasks.back_up",
        "schedule": crontab(hour=3, minute=30),
    },
    # Monthly, and made up for on the next day where nothing ran on the day.
    "drill": {"task": "kerjasama.operations.tasks.drill", "schedule": crontab(hour=4, minute=30)},
    "trials": {"task": "agreements.tasks.purge_trials", "schedule": crontab(hour=1, minute=50)},
    "silence": {"task": "agreements.tasks.settle_lapsed", "schedule": 3600},
    "leaders": {"task": "agreements.tasks.make_leaders_sheet", "schedule": crontab(minute=5)},
    "partners": {
        "task": "agreements.tasks.mail_partners",
        "schedule": 30,
        "options": {"expires": 25},
    },
    # What a stopped worker missed is told by the next run; it need not be made up for.
    "notices": {
        "task": "kerjasama.notices.tasks.notify",
        "schedule": 60,
        "options": {"expires": 55},
    },
}
