"""The walk of all forms: whatever has a free text or more than three fields is kept while it is
typed.
"""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

from kerjasama.drafts.subjects import may_see_address
from tests.test_access import addresses  # noqa: F401  a fixture: one address of every page

MANY = 3
UNKEPT = {"hidden", "password", "file", "submit", "button", "reset", "image"}


class Forms(HTMLParser):
    """The forms that are sent by POST: their attributes, whether they have a free text, the names
    of what is typed.
    """

    def __init__(self):
        super().__init__()
        self.found, self.open, self.scripts = [], None, []

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "script":
            self.scripts.append(said.get("src", ""))
        if tag == "form":
            self.open = (
                {"attrs": said, "texts": 0, "names": set()}
                if said.get("method") == "post"
                else None
            )
            if self.open:
                self.found.append(self.open)
        elif (
            self.open
            and tag in ("input", "select", "textarea")
            and said.get("type", "text") not in UNKEPT
        ):
            self.open["texts"] += tag == "textarea"
            self.open["names"].add(said.get("name"))

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None


def forms_on(page: str) -> Forms:
    parser = Forms()
    parser.feed(page)
    return parser


@pytest.mark.sweep(6)
@pytest.mark.parametrize("who", ["staf", "verifikator", "kabag", "tkksd", "hukum", "admin"])
def test_every_form_with_a_free_text_or_many_fields_is_kept(who, addresses, people, signed_in):  # noqa: F811
    client, user, walked = signed_in(people[who]), people[who], 0
    for name, address in addresses.items():
        answer = client.get(address)
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        page = forms_on(answer.content.decode())
        for form in page.found:
            if not form["texts"] and len(form["names"]) <= MANY:
                continue
            walked += 1
            target = (form["attrs"].get("action") or address).partition("?")[0]
            assert "data-no-draft" not in form["attrs"], name
            assert any(source.endswith("js/drafts.js") for source in page.scripts), name
            assert may_see_address(user, target), (
                f"{name}: what is typed for {target} would not be taken"
            )
    assert walked, "the walk met no form"


# The form that asks for a factor carries what was sent and is sent again at once, secrets too.
KEPT_OUT = {"fresh.html"}


def test_no_template_keeps_a_form_out():
    for template in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        if template.name in KEPT_OUT:
            continue
        assert "data-no-draft" not in template.read_text(), template
