"""Who belongs to a case, and in which order its naskah names them; changed in its preparation."""

from collections.abc import Callable

from agreements.models import Agreement, Party, Payment, Signatory
from agreements.models.party import MOST_PARTIES
from agreements.workflow.engine import edit_content
from agreements.workflow.guarding import refuse_for, refuse_if, require_or_refuse
from agreements.workflow.requirement_gaps import is_signed
from agreements.workflow.signing_order import fault_of_right
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from partners.models import Partner

Change = Callable[[Agreement], None]
TWO = 2
BY_PROXY_ALREADY = (
    "Usulan ini menyebut penerima surat kuasa. Kosongkan isian itu lebih dahulu, karena hanya satu"
    " orang menandatangani bagi Pemerintah Daerah."
)
SIGNED_ALREADY = "Naskah ini sudah ditandatangani; penanda tangannya tidak berubah lagi."
OF_THE_ONE_ABOVE = "Para pihak mengikuti naskah yang diubah."


def may_change_parties(user: User, case: Agreement) -> bool:
    """Whether this person may add, remove and order the parties of the case now."""
    is_open = "partner" in case.editable_fields and not case.track.changes
    return is_open and policy.may_edit(user, case)


def add_party(case_id: int, user: User, partner_id: int, seen: str) -> Agreement:
    """Add a partner after all others. `seen` is the content hash the person had before them.

    Raises Refused as `edit_content` does, for a partner of a kind that the track does not know,
    and for one more than the most.
    """

    def add(case: Agreement) -> None:
        partner = require_or_refuse(
            Partner.objects.filter(pk=partner_id, kind__in=case.track.partner_kinds).first(),
            "Mitra itu tidak ada atau jenisnya tidak sesuai dengan jalur ini.",
        )
        parties = list(case.parties.all())
        refuse_if(len(parties) >= MOST_PARTIES, f"Paling banyak {MOST_PARTIES} pihak.")
        is_there = partner.pk in {party.partner_id for party in parties}
        refuse_if(is_there, f"{partner} sudah menjadi pihak.")
        party = Party(agreement=case, position=parties[-1].position + 1)
        party.take_data(partner)
        party.save()
        _follow_order(case)

    return _change(case_id, user, add, seen)


def remove_party(case_id: int, user: User, party_id: int, seen: str) -> Agreement:
    """Remove a partner. Raises Refused as `add_party` does, and for our region."""

    def remove(case: Agreement) -> None:
        party = _party_of(case, party_id)
        refuse_if(party.is_region, "Pemerintah Daerah selalu menjadi pihak.")
        party.delete()
        if case.parties.count() <= TWO:  # of two the proposal itself says who pays whom
            Payment.objects.filter(payer__agreement=case).delete()
        _follow_order(case)

    return _change(case_id, user, remove, seen)


def move_party_up(case_id: int, user: User, party_id: int, seen: str) -> Agreement:
    """Let a party change places with the one before it. Raises Refused as `add_party` does, and for
    the first.
    """

    def move(case: Agreement) -> None:
        parties = list(case.parties.all())
        party = _party_of(case, party_id)
        place = [one.pk for one in parties].index(party.pk)
        refuse_if(place == 0, "Pihak ini sudah yang pertama.")
        before = parties[place - 1]
        before.position, party.position = party.position, before.position
        before.save(update_fields=["position"])
        party.save(update_fields=["position"])
        _follow_order(case)

    return _change(case_id, user, move, seen)


def may_name_signatories(user: User, case: Agreement) -> bool:
    """Whether this person may say now who signs a naskah for a party."""
    return "penanda_tangan" in case.editable_fields and policy.may_edit(user, case)


def name_signatory(
    case_id: int, user: User, party_id: int, signatory: Signatory | None, kind: str, seen: str
) -> Agreement:
    """Say who signs a naskah for a party; None for whoever is named for all naskah. `signatory` is
    not saved yet. Raises Refused as `edit_content` does, and for a naskah that is signed.
    """

    def name(case: Agreement) -> None:
        refuse_if(is_signed(case, kind), SIGNED_ALREADY)
        party = _party_of(case, party_id)
        refuse_if(party.is_region and case.dengan_kuasa and signatory is not None, BY_PROXY_ALREADY)
        party.signatories.filter(kind=kind).delete()
        if signatory is not None:
            signatory.pk, signatory.party, signatory.kind = None, party, kind
            refuse_for(fault_of_right(case, signatory))
            signatory.save()

    return edit_content(case_id, user, {"penanda_tangan"}, name, seen)


def _change(case_id: int, user: User, change: Change, seen: str) -> Agreement:
    case = Agreement.objects.get(pk=case_id)
    refuse_if(bool(case.track.changes), OF_THE_ONE_ABOVE)
    return edit_content(case_id, user, {"partner"}, change, seen)


def _party_of(case: Agreement, party_id: int) -> Party:
    return require_or_refuse(case.parties.filter(pk=party_id).first(), "Pihak itu sudah tidak ada.")


def _follow_order(case: Agreement) -> None:
    """The mitra of a case is the first partner among its parties."""
    first = case.first_partner
    case.partner = None if first is None else first.partner
    case.save(update_fields=["partner"])
