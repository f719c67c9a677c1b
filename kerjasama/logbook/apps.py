from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class LogbookConfig(AppConfig):
    name = "kerjasama.logbook"
    label = "logbook"

    def ready(self) -> None:
        """The triggers follow the tables; each connection says whose it is."""
        from kerjasama.database.rights import grant_to_program

        from . import (
            tables,
            waiting,  # registers what waits for people
        )
        from .acting import name_the_program
        from .installing import install_triggers, look_before

        tables.cover_tables()
        pre_migrate.connect(look_before, sender=self, dispatch_uid="logbook_before")
        post_migrate.connect(install_triggers, sender=self, dispatch_uid="logbook_triggers")
        # After the triggers, whose functions they name too.
        post_migrate.connect(grant_to_program, sender=self, dispatch_uid="rights_of_the_program")
        connection_created.connect(name_the_program, dispatch_uid="logbook_origin")
