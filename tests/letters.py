"""What tests do with the drafts of letters."""

import io

import pikepdf

from agreements import demo
from agreements.documents.letters import living, reading
from agreements.models import Letter
from kerjasama.accounts.models import User


def initial(letter: Letter) -> Letter:
    """Every paraf that the letter waits for, put by whose seat it is."""
    names = {role: name for name, role in demo.ACCOUNTS.items()}
    while awaited := living.awaited_initial(letter):
        person = User.objects.get(username=names[awaited.role])
        living.initial_letter(letter.pk, person, reading.seen_in(letter))
    return letter


def scan_of(words: str) -> bytes:
    """What a scanner makes of a page; the words tell one from another."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        made.docinfo["/Title"] = words
        file = io.BytesIO()
        made.save(file, deterministic_id=True)
    return file.getvalue()
