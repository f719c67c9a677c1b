"""All that is held on a person, as a file to take along: the same as data and as a page."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string

from kerjasama.accounts.models import RegionProfile, User

from .collecting import collect_all


def pack_data(person: User) -> bytes:
    """A ZIP with data.json and data.html."""
    data = collect_all(person)
    words = {"data": data, "region": RegionProfile.current()}
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as file:
        file.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=1))
        file.writestr("data.html", render_to_string("files/personal_data.html", words))
    return into.getvalue()
