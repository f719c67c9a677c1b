"""Who keeps and reads the legal papers of a mitra, and which of them are lacking at a signing."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from agreements.models import PartnerPaper
from agreements.models.partner_paper import ASKED_WITH, LegalPaper
from agreements.workflow.guarding import refuse_if
from kerjasama.accounts.models import Role, User
from kerjasama.accounts.policy import is_of_office
from partners.models import Partner
from partners.naskah_data import NaskahData
from partners.numbers import may_read_numbers
from partners.using_units import units_using

NOT_YOURS = (
    "Dokumen legalitas mitra diunggah perangkat daerah yang bekerja sama dengannya dan Bagian"
    " Kerja Sama."
)
OF_WHO_BROUGHT_IT = "Dokumen ini ditarik oleh pengunggahnya atau Bagian Kerja Sama."
HERE_ALREADY = "Berkas ini sudah tercatat sebagai dokumen yang sama."


def may_read_papers(user: User, partner: Partner) -> bool:
    """Whether this person may open all of them, which show the numbers of the mitra: who needs
    those, and Bagian Hukum, which examines the papers.
    """
    return Role.LEGAL in user.roles or may_read_numbers(user, partner)


def may_read_paper(user: User, paper: PartnerPaper) -> bool:
    """Whether this person may open this one: also who brought it."""
    return user.is_same_person(paper.by) or may_read_papers(user, paper.partner)


def may_add_papers(user: User, partner: Partner) -> bool:
    """Whether this person may hand papers in: the Bagian, and staff of an OPD that uses the mitra;
    of any OPD where none does.
    """
    if is_of_office(user):
        return True
    own, using = user.units_as(Role.OPD), units_using(partner)
    return bool(own & using) or bool(own and not using)


def may_withdraw_paper(user: User, paper: PartnerPaper) -> bool:
    """Whether this person may take a paper back: who brought it, and the Bagian."""
    return user.is_same_person(paper.by) or is_of_office(user)


@transaction.atomic
def add_partner_paper(paper: PartnerPaper, user: User) -> PartnerPaper:
    """Keep a paper. Raises Refused for who may not, and for the same file twice."""
    partner = Partner.objects.select_for_update().get(pk=paper.partner_id)
    refuse_if(not may_add_papers(user, partner), NOT_YOURS)
    same = partner.papers.standing().filter(kind=paper.kind, sha256=paper.sha256)
    refuse_if(same.exists(), HERE_ALREADY)
    paper.by = user
    paper.save(force_insert=True)
    return paper


@transaction.atomic
def withdraw_partner_paper(paper_id: int, user: User) -> PartnerPaper:
    """Take a paper back that was handed in by mistake; who did stays known. Raises Refused."""
    paper = PartnerPaper.objects.select_for_update().get(pk=paper_id)
    refuse_if(not may_withdraw_paper(user, paper), OF_WHO_BROUGHT_IT)
    refuse_if(paper.withdrawn_at is not None, "Dokumen ini sudah ditarik.")
    paper.withdrawn_by, paper.withdrawn_at = user, timezone.now()
    paper.save(update_fields=["withdrawn_by", "withdrawn_at"])
    return paper


def lacking_papers_of(mitra: NaskahData, papers: Iterable[PartnerPaper]) -> list[str]:
    """Which legal papers of a mitra, as the registry or a case tells of it, are missing or lapsed
    among those that stand, in words.
    """
    asked = [kind for kind, field in ASKED_WITH.items() if mitra.must_name(field)]
    if mitra.founding_rule:
        asked = [kind for kind in asked if kind is LegalPaper.NIB]
    by_kind: dict[str, list[PartnerPaper]] = {}
    for paper in papers:
        by_kind.setdefault(paper.kind, []).append(paper)
    return list(filter(None, (_lack_of(kind, by_kind.get(kind, [])) for kind in asked)))


def _lack_of(kind: LegalPaper, papers: list[PartnerPaper]) -> str:
    today = timezone.localdate()
    if any(paper.holds_on(today) for paper in papers):
        return ""
    ends = [paper.valid_until for paper in papers if paper.valid_until]
    if not ends:
        return f"{kind.label} belum diunggah."
    return f"{kind.label} berakhir {date_format(max(ends), 'j F Y')}."
