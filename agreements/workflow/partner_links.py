"""Links by which a partner without an account reads a draft and says its own data: given, shown a
newer draft, taken back; what the partner enters waits until the office confirms it. The only writer
of all of it.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agreements.models import (
    Agreement,
    DraftVersion,
    EntryState,
    LinkUse,
    PartnerEntry,
    PartnerLink,
    PartnerLinkUse,
    Source,
    State,
)
from agreements.models.event import LogAction
from agreements.workflow import permitting
from agreements.workflow.case_log import log_entry, note_act
from agreements.workflow.guarding import (
    Refused,
    lock_in_any_state,
    lock_running_case,
    refuse_if,
    require_or_refuse,
)
from kerjasama.accounts import policy
from kerjasama.accounts.models import User
from kerjasama.notices.models import Kind
from kerjasama.notices.posting import send_notice
from partners.changing import PartnerChangeRefused, change_partner
from partners.models import Partner
from partners.partner_change import plain_values_of, version_of, write_plain_value

SECRET_BYTES = 24  # 192 bits: nobody finds one by trying
MAY_GIVE = policy.OFFICE
DAYS = (7, 14, 30)
NOT_YOURS = "Memberi tautan kepada mitra hanya wewenang Bagian Kerja Sama."
NO_DRAFT = "Buat rancangan naskah ini lebih dahulu; tautan memperlihatkan versi yang tersimpan."
NOT_DRAFTED = "Naskah ini tidak sedang disusun."
NO_PARTY = "Mitra itu bukan pihak kerja sama ini."
CHANGED_SINCE = "Data mitra berubah sejak halaman ini dibuka. Bandingkan sekali lagi."
NOTHING_NEW = "Isian ini sama dengan data yang tersimpan; tidak ada yang perlu dikirim."


def may_give_link(user: User, agreement: Agreement) -> bool:
    """Whether this person may give and take back links, and confirm what comes by them."""
    return policy.may_act_as_any(user, MAY_GIVE, agreement)


def shown_version_of(agreement: Agreement, kind: str) -> DraftVersion | None:
    """The version that a new link would show: the newest of ours."""
    kept = agreement.draft_versions.filter(kind=kind).exclude(source=Source.RETURNED)
    return kept.order_by("number").last()


@transaction.atomic
def give_link(
    agreement_id: int, user: User, kind: str, partner_id: int, days: int, address: str = ""
) -> tuple[PartnerLink, str]:
    """A new link with the secret that stands in its address, which is kept nowhere. Raises Refused
    without the role, for a partner that is no party, and while there is no draft to show.
    """
    agreement = lock_running_case(agreement_id)
    refuse_if(not may_give_link(user, agreement), NOT_YOURS)
    refuse_if(days not in DAYS, "Pilih masa berlaku tautan.")
    known = [party.partner for party in agreement.parties.exclude(partner=None)]
    partner = require_or_refuse(
        next((one for one in known if one and one.pk == partner_id), None), NO_PARTY
    )
    refuse_if(kind not in permitting.naskah_drafted_in(agreement.stage), NOT_DRAFTED)
    version = require_or_refuse(shown_version_of(agreement, kind), NO_DRAFT)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link = PartnerLink.objects.create(
        agreement=agreement,
        partner=partner,
        kind=kind,
        version=version,
        token_hash=hash_of_secret(secret),
        address=address,
        expires_at=timezone.now() + timedelta(days=days),
        by=user,
    )
    until = timezone.localtime(link.expires_at).strftime("%d-%m-%Y %H.%M")
    note_act(
        agreement,
        user,
        LogAction.LINK_GIVEN,
        {"what": f"{partner}, {version}, sampai {until}", "link": link.pk},
    )
    return link, secret


def hash_of_secret(secret: str) -> str:
    """How a link is kept and found."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def find_link(secret: str) -> PartnerLink | None:
    """The link with this secret, while it opens something; None in every other case, so that none
    can be told from another.
    """
    link = (
        PartnerLink.objects.open_at(timezone.now())
        .select_related("agreement__owner", "partner", "version", "by")
        .filter(token_hash=hash_of_secret(secret), agreement__state=State.RUNNING)
        .first()
    )
    if link is None or not link.agreement.parties.filter(partner=link.partner_id).exists():
        return None
    return link


def note_use(link: PartnerLink, what: LinkUse, address: str) -> None:
    """Write down that somebody used it, from where."""
    PartnerLinkUse.objects.create(link=link, what=what, address=address)


def _case_of(link_id: int) -> int:
    return PartnerLink.objects.values_list("agreement", flat=True).get(pk=link_id)


def _lock_link(link_id: int) -> PartnerLink:
    rows = PartnerLink.objects.select_for_update(of=("self",)).select_related("partner")
    return rows.get(pk=link_id)


@transaction.atomic
def revoke_link(link_id: int, user: User) -> PartnerLink:
    """Let it open nothing any more. One that was taken back stays so. Raises Refused without the
    role.
    """
    agreement = lock_in_any_state(_case_of(link_id))
    refuse_if(not may_give_link(user, agreement), NOT_YOURS)
    link = _lock_link(link_id)
    if link.revoked_at is None:
        link.revoked_at, link.revoked_by = timezone.now(), user
        link.save(update_fields=["revoked_at", "revoked_by"])
        note_act(
            agreement, user, LogAction.LINK_REVOKED, {"what": str(link.partner), "link": link.pk}
        )
    return link


@transaction.atomic
def show_newest_version(link_id: int, user: User) -> PartnerLink:
    """Let it show the draft as it was kept last. Raises Refused without the role."""
    agreement = lock_running_case(_case_of(link_id))
    refuse_if(not may_give_link(user, agreement), NOT_YOURS)
    link = _lock_link(link_id)
    version = require_or_refuse(shown_version_of(agreement, link.kind), NO_DRAFT)
    if link.version_id != version.pk:
        link.version = version
        link.save(update_fields=["version"])
        what = f"{link.partner}, {version}"
        note_act(agreement, user, LogAction.LINK_SHOWS, {"what": what, "link": link.pk})
    return link


@transaction.atomic
def keep_entry(link: PartnerLink, said_by: str, values: Mapping[str, str]) -> PartnerEntry:
    """Keep what the partner says of itself, beside its record; what it said before by this link and
    nobody decided is replaced. Raises Refused where it says nothing new.
    """
    case = lock_running_case(link.agreement_id)
    stands = plain_values_of(link.partner)
    new = {
        name: value
        for name, value in values.items()
        if value and value.splitlines() != stands.get(name, "").splitlines()
    }
    refuse_if(not new, NOTHING_NEW)
    link.entries.filter(state=EntryState.PENDING).update(state=EntryState.REPLACED)
    entry = PartnerEntry.objects.create(link=link, values=new, said_by=said_by)
    here = case.stage_code
    log_entry(case, None, LogAction.ENTRY_RECEIVED, here, here, "", _told(entry))
    return entry


def tell_giver(link: PartnerLink, key: str, subject: str) -> None:
    """Tell who gave the link that something came by it."""
    where = reverse("tautan-mitra", args=[link.agreement_id])
    send_notice([link.by_id], Kind.NEWS, key, subject, link.agreement.title, where)


@transaction.atomic
def confirm_entry(entry_id: int, user: User, seen: str) -> PartnerEntry:
    """Write what the partner entered into its record, as a change of the mitra by this person.
    `seen` is the version of the mitra the person had before them.

    Raises Refused without the role, when the mitra changed meanwhile, and where the record refuses
    it.
    """
    entry, agreement = _lock_entry(entry_id, user)
    partner = Partner.objects.select_for_update().get(pk=entry.link.partner_id)
    refuse_if(seen != version_of(plain_values_of(partner)), CHANGED_SINCE)
    for name, value in entry.values.items():
        write_plain_value(partner, name, value)
    others = {field.name for field in Partner._meta.fields} - set(entry.values)
    try:
        partner.clean_fields(exclude=others)
        change_partner(partner, user, f"Diisi {entry.said_by} lewat tautan mitra")
    except (ValidationError, PartnerChangeRefused) as wrong:
        said = wrong.messages if isinstance(wrong, ValidationError) else [str(wrong)]
        raise Refused(*said) from wrong
    _decide(entry, user, EntryState.CONFIRMED)
    note_act(agreement, user, LogAction.ENTRY_CONFIRMED, _told(entry))
    return entry


@transaction.atomic
def refuse_entry(entry_id: int, user: User, answer: str) -> PartnerEntry:
    """Decline what the partner entered, with the reason. Raises Refused without the role."""
    entry, agreement = _lock_entry(entry_id, user)
    refuse_if(not answer.strip(), "Alasan wajib diisi.")
    _decide(entry, user, EntryState.REFUSED, answer.strip())
    note_act(agreement, user, LogAction.ENTRY_REFUSED, _told(entry), answer.strip())
    return entry


def _lock_entry(entry_id: int, user: User) -> tuple[PartnerEntry, Agreement]:
    case = PartnerEntry.objects.values_list("link__agreement", flat=True).get(pk=entry_id)
    agreement = lock_in_any_state(case)
    refuse_if(not may_give_link(user, agreement), NOT_YOURS)
    entry = (
        PartnerEntry.objects.select_for_update(of=("self",))
        .select_related("link__partner")
        .get(pk=entry_id)
    )
    refuse_if(not entry.is_pending, f"Isian ini sudah {entry.get_state_display().lower()}.")
    return entry, agreement


def _decide(entry: PartnerEntry, user: User, state: str, answer: str = "") -> None:
    entry.state, entry.decided_by, entry.decided_at = state, user, timezone.now()
    entry.answer = answer
    entry.save(update_fields=["state", "decided_by", "decided_at", "answer"])


def _told(entry: PartnerEntry) -> dict[str, str | int]:
    return {"what": f"{entry.link.partner} ({entry.said_by})", "entry": entry.pk}


def forget_uses(before: datetime) -> int:
    """Take away who used links from where before that; returns how many."""
    return PartnerLinkUse.objects.filter(at__lt=before).delete()[0]
