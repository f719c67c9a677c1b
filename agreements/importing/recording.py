"""The new rows of a checked register become recorded agreements, with the partners they name."""

from collections.abc import Iterator
from itertools import pairwise

from django.utils import timezone

from agreements.models import Agreement, ImportBatch
from agreements.workflow import registering
from kerjasama.accounts.models import User
from kerjasama.narrowing import require
from partners.models import Partner

from .checking import Checked, PartnerKey, Place, partner_to_be
from .entries import Further, RegisterEntry

CHUNK = 500


def create_partners(checked: Checked) -> dict[PartnerKey, Partner]:
    """The partners of the new rows that are not recorded yet, by what names them."""
    wanted = checked.new_partners()
    rows = [
        Partner(name=facts.name, kind=facts.kind, country=facts.country)
        for facts in wanted.values()
    ]
    created = Partner.objects.bulk_create(rows, batch_size=CHUNK)
    return dict(zip(wanted, created, strict=True))


def record_rows(
    batch: ImportBatch, user: User, checked: Checked, partners: dict[PartnerKey, Partner]
) -> Iterator[int]:
    """Record the new rows chunk by chunk, what stands above others first; how many are done."""
    above = {place for place in checked.parents.values() if not isinstance(place, Agreement)}
    rows = sorted(checked.new, key=lambda entry: entry.place not in above)
    saved: dict[tuple[str, int], Agreement] = {}
    first = len(above & {entry.place for entry in rows})
    for start, end in pairwise(sorted({0, *range(first, len(rows), CHUNK), len(rows)})):
        records = [_signed(entry, checked, partners, saved) for entry in rows[start:end]]
        registering.register_signed(records, user, batch)
        for entry, record in zip(rows[start:end], records, strict=True):
            if entry.place in above:
                saved[entry.place] = record.agreement
        yield end


def _parent_of(
    entry: RegisterEntry, checked: Checked, saved: dict[Place, Agreement]
) -> Agreement | None:
    """The agreement above a row: one of the register, or of a row that was saved before."""
    above = checked.parents.get(entry.place)
    if above is None or isinstance(above, Agreement):
        return above
    return saved.get(above)


def _signed(
    entry: RegisterEntry,
    checked: Checked,
    partners: dict[PartnerKey, Partner],
    saved: dict[Place, Agreement],
) -> registering.Signed:
    key = partner_to_be(entry.partner_name, entry.partner_kind, entry.country)
    agreement = Agreement(
        track_code=require(entry.track, "an entry without a track is not imported").code,
        title=entry.title,
        owner=entry.owner,
        partner=entry.partner or partners[key],
        parent=_parent_of(entry, checked, saved),
        naskah_number=entry.number,
        nilai=entry.nilai,
        nilai_tertulis=entry.nilai_tertulis,
        urusan=entry.urusan,
        maksud_tujuan=entry.maksud,
        objek=entry.objek,
        ruang_lingkup=entry.lingkup,
        owed_from=timezone.localdate(),
        signing_day_known=entry.signing_day_known,
        open_ended=entry.open_ended,
        ends_when=entry.ends_when,
        renews_itself=entry.renews_itself,
        notice_months=entry.notice_months,
        record_note="\n".join(entry.remarks),
    )
    signed_on = None
    if entry.signing_day_known:
        signed_on = entry.signed_on
    days = signed_on, entry.effective_on, entry.expires_on
    record = registering.Signed(agreement, *days, entry.partner_number, entry.original)
    record.region_place = entry.region_place
    record.further = _further(entry.further, agreement.partner_id, partners)
    return record


def _further(
    parties: list[Further], first: int | None, partners: dict[PartnerKey, Partner]
) -> list[tuple[Partner, str]]:
    """The other partners, each once."""
    found: dict[int, tuple[Partner, str]] = {}
    for one in parties:
        partner = one.partner or partners[partner_to_be(one.name, one.kind, one.country)]
        if partner.pk != first:
            found.setdefault(partner.pk, (partner, one.number))
    return list(found.values())
