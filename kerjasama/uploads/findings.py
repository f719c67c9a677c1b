"""What may be found in a PDF that is no mere picture of a paper."""

from enum import StrEnum


class Active(StrEnum):
    SCRIPT = "script"
    LAUNCH = "launch"
    PROGRAM = "program"
    DYNAMIC_FORM = "form"
    LOCKED = "locked"
    DAMAGED = "damaged"
    ENDLESS = "endless"
