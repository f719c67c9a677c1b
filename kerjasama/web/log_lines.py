"""Each line that a process writes is one JSON object: when, how grave, from where in the program,
for which request, and what happened. It holds nothing that people typed: of a fault it tells the
kind and the place, and of a refusal of the database not the values.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from smtplib import SMTPException
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest

from kerjasama.web.request_ids import KEY, current_request_id

MOST_FRAMES = 40
MOST_SAID = 300
# Faults of the machine and of the program, whose words name files, hosts and our own names.
OF_MACHINE = (OSError, ImportError, AttributeError, NameError, OperationalError)
WITH_PEOPLE = (SMTPException,)


class JsonLines(logging.Formatter):
    """What log collectors read without being told how."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        return json.dumps(fields_of(record), ensure_ascii=False, default=str)


class PlainLines(logging.Formatter):
    """For whoever sits before the process: as ever, and of which request."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record, with its fault as Python tells it."""
        line = super().format(record)
        name = current_request_id()
        return f"[{name}] {line}" if name else line


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """What the line of a record tells."""
    told: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "process": record.process,
        "request": current_request_id(),
    }
    told |= _said(record)
    asked = getattr(record, "request", None)
    if isinstance(asked, HttpRequest):
        told |= _of_request(asked, getattr(record, "status_code", None))
    if record.exc_info and record.exc_info[1] is not None:
        told["fault"] = fault_of(record.exc_info[1])
    return told


def _said(record: logging.LogRecord) -> dict[str, Any]:
    """The words of the record; where they are an object already, its fields. Celery's own words
    repeat those of the fault.
    """
    if record.name == "celery.app.trace" and record.exc_info:
        return {"said": "job failed", "job": getattr(record, "data", {}).get("name", "")}
    words = record.getMessage()
    if words.startswith("{"):
        try:
            return dict(json.loads(words))
        except ValueError:
            pass
    return {"said": words}


def _of_request(request: HttpRequest, status: int | None) -> dict[str, Any]:
    """What Django says of a request, without the parts of its address that open something. It says
    so when the request is over already, hence its name stands on it.
    """
    from kerjasama.web.refusals import path_told  # settings name this module before there are any

    return {
        "said": f"answered {status}",
        "method": request.method,
        "path": path_told(request),
        "request": getattr(request, KEY, ""),
    }


def says_nothing_of_people(fault: BaseException) -> bool:
    """Whether the words of a fault may be written down."""
    return isinstance(fault, OF_MACHINE) and not isinstance(fault, WITH_PEOPLE)


def fault_of(fault: BaseException) -> dict[str, Any]:
    """Its kind and where it arose, the deepest place last. Its own words may hold what somebody
    typed and are left out, but for those of the machine and for the name of the rule that the
    database refused by.
    """
    frames = traceback.extract_tb(fault.__traceback__)[-MOST_FRAMES:]
    told: dict[str, Any] = {
        "kind": f"{type(fault).__module__}.{type(fault).__qualname__}",
        "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if says_nothing_of_people(fault):
        told["said"] = str(fault).partition("\n")[0][:MOST_SAID]
    diagnosis = getattr(fault.__cause__ or fault, "diag", None)
    if diagnosis is not None:
        told["database"] = {
            "code": diagnosis.sqlstate,
            "table": diagnosis.table_name,
            "rule": diagnosis.constraint_name,
        }
    return told
