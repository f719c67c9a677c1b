"""No secret is kept in the tree, and the audit says plainly when it could ask nobody."""

import json
import subprocess

import auditing
import pytest
import secrets_scan
from secrets_scan import find_secrets, known_secrets, lines_of_tree

# Put together here, so that they stand in no file.
AWS = "AKIA" + "IOSFODNN7" + "EXAMPLF"
GITHUB = "gh" + "p_" + "wWPw5k4aX" + "caT4fNP0U" + "cnZwJUVFk" + "6LO0pINUx"
SAID = "a secret, or not: take it out, or judge it to be none with bin/audit --accept"


def test_no_file_of_the_project_holds_a_secret():
    found, known = list(find_secrets(lines_of_tree())), known_secrets()
    unknown = [row for row in found if row.sha1 not in known]
    assert found and not unknown, (SAID, unknown)


@pytest.mark.parametrize(
    "path, line",
    [
        ("kerjasama/settings.py", 'SECRET_KEY = "b7dQz-9hT1vXw0-sLk2"'),
        ("bin/start", f'export AWS_ACCESS_KEY_ID="{AWS}"'),
        ("docs/sso.md", f"token: {GITHUB}"),
        ("tests/test_x.py", f'TOKEN = "{GITHUB}"'),
        ("static/js/x.js", "-----BEGIN RSA " + "PRIVATE KEY-----"),
        ("README.md", "postgresql://kerja:Rahas1a-" + "Kuat@db/kerja"),
    ],
)
def test_what_somebody_forgets_there_is_found(path, line):
    assert list(find_secrets([(path, 1, line)]))


def test_what_was_added_and_taken_out_again_is_found_in_the_history(tmp_path, monkeypatch):
    def git(*words):
        subprocess.run(["git", *words], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    for text in (f'KEY = "{AWS}"\n', "KEY = None\n"):
        (tmp_path / "keys.py").write_text(text)
        git("add", "-A")
        git("-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x")
    monkeypatch.setattr(secrets_scan, "ROOT", tmp_path)
    assert not list(find_secrets(lines_of_tree()))
    assert [row.path for row in find_secrets(secrets_scan.lines_of_history())] == ["keys.py"]


def rows(*names, weak=(), skipped=()):
    found = [{"name": name, "version": "1.0", "vulns": []} for name in names]
    for name in weak:
        holes = [{"id": "PYSEC-2026-1", "fix_versions": ["1.1"]}]
        found.append({"name": name, "version": "1.0", "vulns": holes})
    found += [{"name": name, "skip_reason": "not found"} for name in skipped]
    return json.dumps({"dependencies": found})


@pytest.mark.parametrize(
    "told, end, said",
    [
        (rows("django", "lxml"), 0, "0 in 2 packages, says pypi"),
        (rows("django", weak=["lxml"]), 1, "lxml 1.0: PYSEC-2026-1, mended in 1.1"),
        (rows("django", skipped=["lxml"]), 3, "Not known there: lxml"),
        (rows(skipped=["django", "lxml"]), 3, "NOT AUDITED"),
        ("", 3, "NOT AUDITED"),
    ],
    ids=["clean", "weak", "one unknown", "none known", "no answer"],
)
def test_the_audit_of_packages_ends_as_it_went(told, end, said, capsys):
    assert auditing.audit_packages(lambda service: told) == end
    assert said in capsys.readouterr().out


def test_where_the_first_cannot_be_asked_the_second_is():
    def second(service):
        return rows("django") if service == "osv" else ""

    assert auditing.audit_packages(second) == 0
