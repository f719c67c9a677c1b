"""Where no second person is left, whoever owns the machine decides, and everybody learns it."""

from io import StringIO
from unittest.mock import Mock

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from kerjasama.accounts import granting
from kerjasama.accounts.merging import UnitMergeRefused
from kerjasama.accounts.models import AccountProposal, Role, SeatState, User
from kerjasama.accounts.moving import end_seat
from kerjasama.signin import at_the_server, loosening, telling

from .reading import words_of

pytestmark = pytest.mark.django_db
SIGNED = {"name": "Budi Santoso", "reason": "Kepala Bagian berganti surel"}
NEW = "kabag-baru@contoh.invalid"


@pytest.fixture
def proposed(people):
    """Two people may confirm, and the one proposes something about the other."""
    for name in ("admin", "kabag"):
        User.objects.filter(pk=people[name].pk).update(email=f"{name}@contoh.invalid")
    end_seat(people["sekda"].memberships.get(), people["admin"])
    kind = AccountProposal.Kind.MAIL
    return granting.propose_about(people["kabag"], kind, people["admin"], NEW)


def run(*args, **told) -> str:
    out = StringIO()
    call_command("confirm_account_change", *args, stdout=out, **told)
    return out.getvalue()


def test_a_matter_of_one_of_two_is_decided_there_and_everybody_learns_it(
    proposed, people, signed_in
):
    listed = run()
    assert f"akun/{proposed.pk}\tGanti alamat surel: kabag (diusulkan admin)" in listed
    run(f"akun/{proposed.pk}", **SIGNED)
    proposed.refresh_from_db()
    assert User.objects.get(pk=people["kabag"].pk).email == NEW
    assert proposed.state == SeatState.HELD and "Budi Santoso" in proposed.note
    telling.send_mails()
    told = {letter.to[0]: letter for letter in mail.outbox if "dari server" in letter.subject}
    assert set(told) == {"admin@contoh.invalid", NEW}
    assert "Kepala Bagian berganti surel" in told[NEW].body
    log = words_of(signed_in(people["admin"]).get(reverse("catatan-perubahan")).text)
    assert "Dari server oleh Budi Santoso" in log


def test_what_is_refused_there_never_takes_effect(proposed, people):
    run(f"akun/{proposed.pk}", refuse=True, **SIGNED)
    proposed.refresh_from_db()
    assert proposed.state == SeatState.REFUSED
    assert User.objects.get(pk=people["kabag"].pk).email == "kabag@contoh.invalid"


def test_a_role_and_rules_are_decided_there_too(people):
    admin, unit = people["admin"], people["admin"].memberships.get().unit
    seat = granting.give_seat(
        people["staf"].memberships.model(user=people["staf"], role=Role.SEKDA, unit=unit), admin
    )
    none = loosening.Wanted(
        factor_roles=[],
        factor_grace_days=30,
        password_grace_days=30,
        session_idle_minutes=30,
        session_most_hours=8,
    )
    rules = loosening.change_rules(none, admin)
    for key in (f"peran/{seat.pk}", f"aturan/{rules.pk}"):
        run(key, though_others_could=True, **SIGNED)
    assert Role.SEKDA in User.objects.get(pk=people["staf"].pk).roles
    assert loosening.SignInRules.objects.get().factor_roles == []


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"name": "", "reason": "x"}, "--name and --reason"),
        ({"name": "x", "reason": " "}, "--name and --reason"),
        ({"key": "akun/0"}, "Tidak ada yang menunggu"),
    ],
    ids=["no name", "no reason", "nothing waits"],
)
def test_it_needs_a_name_a_reason_and_something_that_waits(proposed, told, why):
    told = {"key": f"akun/{proposed.pk}"} | SIGNED | told
    with pytest.raises(CommandError, match=why):
        run(told.pop("key"), **told)


def test_while_somebody_could_decide_on_the_page_the_server_does_not(people):
    kind = AccountProposal.Kind.MAIL
    proposal = granting.propose_about(people["kabag"], kind, people["admin"], NEW)
    with pytest.raises(CommandError, match="decided by sekda"):
        run(f"akun/{proposal.pk}", **SIGNED)


def test_a_factor_lifted_there_stands_in_the_log_even_where_the_machine_knows_nobody(
    people, signed_in, monkeypatch
):
    monkeypatch.setattr("getpass.getuser", Mock(side_effect=KeyError("uid 1000")))
    factors = Authenticator.objects.filter(user=people["kabag"])
    factors.create(user=people["kabag"], type="totp", data={})
    call_command("lift_factor", people["kabag"].username, stdout=StringIO(), **SIGNED)
    assert not factors.exists()
    log = words_of(signed_in(people["admin"]).get(reverse("catatan-perubahan")).text)
    assert "Dilakukan dari server" in log and "Dijalankan oleh: Budi Santoso" in log
    assert "(tidak diketahui@" in log and "Kepala Bagian berganti surel" in log


def test_what_cannot_be_told_is_not_done(proposed, people, monkeypatch):
    monkeypatch.setattr(telling, "tell_from_the_server", Mock(side_effect=RuntimeError("penuh")))
    factors = Authenticator.objects.filter(user=people["kabag"])
    factors.create(user=people["kabag"], type="totp", data={})
    with pytest.raises(RuntimeError):
        run(f"akun/{proposed.pk}", **SIGNED)
    with pytest.raises(RuntimeError):
        call_command("lift_factor", people["kabag"].username, stdout=StringIO(), **SIGNED)
    proposed.refresh_from_db()
    assert proposed.state == SeatState.PENDING and factors.exists()


def test_a_merger_that_is_refused_is_said(proposed, monkeypatch):
    refusal = Mock(side_effect=UnitMergeRefused("Akun ini sudah digabung."))
    monkeypatch.setitem(at_the_server.ACTS, "akun", refusal)
    with pytest.raises(CommandError, match="sudah digabung"):
        run(f"akun/{proposed.pk}", **SIGNED)
