from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "agreements"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_migrate

        from agreements.monitoring import (
            confirming,
            discussing,
            dispute_tasks,
            implementation_tasks,
            letter_tasks,
            link_tasks,
            mapping_tasks,
            original_tasks,
            outcomes,
            partner_changes,
            seat_tasks,
            system_health,
            task_sources,
            team_tasks,
            telling_handlers,
            turns,
            unit_changes,
            vacancies,
            wajib_tasks,
        )
        from agreements.monitoring.custody import signing
        from agreements.monitoring.ending import expiring, open_matters, yearly_review
        from agreements.monitoring.implementation import work_plans
        from agreements.monitoring.leadership import calendar_dates
        from agreements.regulations import titles
        from kerjasama.accounts.levels import with_titles
        from kerjasama.logbook import seals
        from kerjasama.web.indexes import prefer_indexes
        from partners import change_followers, using_units

        from . import (
            checks,  # registers the proof of the tracks
            kept_whole,
            logged,
            retention,
            told_of_people,
        )
        from .documents import numbering
        from .documents.signatures import log_seals
        from .following import FOLLOWERS, PARTNER_FOLLOWERS, PARTNER_TELLERS
        from .workflow.consequences import install_followers

        logged.cover_tables()
        kept_whole.install()
        told_of_people.install_titles()
        retention.register_kinds()
        seals.install_port(log_seals.PORT)
        titles.install_titles(with_titles)
        install_followers(FOLLOWERS)
        change_followers.install_followers(*PARTNER_FOLLOWERS)
        change_followers.install_tellers(*PARTNER_TELLERS)
        using_units.install_unit_finder(partner_changes.units_naming)
        from . import sight  # registers who sees what was typed

        connection_created.connect(prefer_indexes, dispatch_uid="prefer_indexes")
        post_migrate.connect(lambda **_: numbering.make_series(), sender=self, weak=False)
