"""What a paper may print."""

from datetime import date

from agreements.documents import signers
from agreements.documents.archive import public_verification
from agreements.documents.kinds import KINDS, conditions
from agreements.documents.pages import initials, tables
from agreements.documents.text import indonesian
from agreements.documents.wording import naskah_facts
from agreements.documents.wording.parties_at_home import head_of_partner
from agreements.models import Document
from kerjasama.accounts.models import RegionProfile

from .builders import Words, words_of
from .cited_law import law_in_words, regulation_of, term_in_words
from .typed_fields import every_typed_field


def context_of(document: Document) -> Words:
    """Everything a template may print."""
    agreement, kind = document.agreement, KINDS[document.kind]
    day = date.fromisoformat(document.context["date"])
    agreement.owner = agreement.owner.on(day)
    region = RegionProfile.current()
    evidence = agreement.evidence.filter(void=False)
    outcomes = {row.requirement_code: row for row in evidence}
    return {
        "agreement": agreement,
        "kind": kind,
        "region": region,
        "number": document.number,
        "draft": document.draft,
        "verification": (
            None if document.draft else public_verification.verification_mark_of(document)
        ),
        "demo": region.is_demo,
        "blank": indonesian.BLANK,
        "name": indonesian.flatten_name(agreement.title),
        "typed": every_typed_field(agreement),
        "form": agreement.track.family.form,
        "regulation": regulation_of(agreement.track),
        "law": law_in_words(kind, agreement.track),
        "term": term_in_words(kind.term_on(agreement.track)),
        "area": indonesian.area_of_government(region.name),
        "owner_head": indonesian.head_of(agreement.owner.name),
        "signer": signers.signer_of_paper(document.kind, agreement, region, day),
        "partner_name": (
            indonesian.flatten_name(agreement.partner.name)
            if agreement.partner
            else indonesian.BLANK
        ),
        "partner_head": head_of_partner(agreement),
        "date": day,
        "year": day.year,
        "short_date": indonesian.short_date(day),
        "duration": indonesian.duration_in_words(naskah_facts.months_of(agreement, document.kind)),
        "value": indonesian.rupiah_in_words(agreement.nilai) if agreement.nilai else "",
        "outcomes": outcomes,
        "days": {
            code: indonesian.short_date(row.decided_on)
            for code, row in outcomes.items()
            if row.decided_on
        },
        "papers": tables.finished_papers_of(agreement),
        "topics": agreement.urusan_names,
        "offered": conditions.was_offered(agreement),
        "chain": initials.initials_chain_of(agreement, region, day) if document.draft else [],
        "supporters": [unit.name for unit in agreement.supporters.all()],
        **words_of(document, region, day, outcomes),
    }
