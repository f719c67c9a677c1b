"""Where the making of an agreement stands."""

from django.db.models import TextChoices


class State(TextChoices):
    RUNNING = "berjalan", "Berjalan"
    SUSPENDED = "ditangguhkan", "Ditangguhkan"
    REJECTED = "ditolak", "Ditolak"
    WITHDRAWN = "ditarik", "Ditarik"
    DONE = "selesai", "Selesai"


# Given up, though some of it may have been signed before.
STOPPED = (State.REJECTED, State.WITHDRAWN)
# In which nobody holds the case and local norms rest; clocks bear the name of the state then.
RESTING = (State.SUSPENDED.name, *(state.name for state in STOPPED))
CLOSED = (*STOPPED, State.DONE)
