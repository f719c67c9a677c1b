"""In which cases a paper has a place, and what goes with it."""

from agreements.models import Agreement
from agreements.regulations import ksdd, ksdll_nirlaba, ksdll_penerusan, ksdpk, sinergi
from agreements.regulations.document_codes import DocumentCode
from agreements.regulations.duties import TIERED, duties_of
from agreements.regulations.vocabulary import Family

from .vocabulary import Rule

OFFERED_TO_US = (
    ksdd.MASUK.code,
    ksdd.MASUK_WAJIB.code,
    ksdpk.PIHAK_KETIGA.code,
    sinergi.PUSAT.code,
)
PASSING_ON = (ksdll_penerusan.PENERUSAN.code, ksdll_nirlaba.NIRLABA.code)
RECOMMENDS = "rekomendasi_"


def was_offered(agreement: Agreement) -> bool:
    """Whether the other side made the offer."""
    return agreement.track_code in OFFERED_TO_US


def passes_on(agreement: Agreement) -> bool:
    """Whether it continues the central government's cooperation (P25 Pasal 27)."""
    return agreement.track_code in PASSING_ON


def passes_on_with_nonprofit(agreement: Agreement) -> bool:
    """Whether it does so with a nonprofit body abroad (P25 Pasal 30)."""
    return agreement.track_code == ksdll_nirlaba.NIRLABA.code


def passes_on_with_others(agreement: Agreement) -> bool:
    """Whether it does so with a development partner abroad (P25 Pasal 29)."""
    return not passes_on_with_nonprofit(agreement)


def drafts_naskah(agreement: Agreement) -> bool:
    """Whether a naskah of the case was begun, so that there are texts to compare."""
    return agreement.draft_versions.exists()


def is_abroad(agreement: Agreement) -> bool:
    return agreement.track.is_foreign


def is_agreed_abroad(agreement: Agreement) -> bool:
    """Whether the region itself agrees with somebody abroad, beginning with an intent."""
    return agreement.track.is_foreign and not passes_on(agreement)


def is_proposed(agreement: Agreement) -> bool:
    """Whether the proposal is still being prepared."""
    return agreement.track.position(agreement.stage_code) <= agreement.track.preparation_ends


def is_ours(agreement: Agreement) -> bool:
    """Whether we propose it; what came from outside nobody proposes to the Sekretaris Daerah."""
    return is_proposed(agreement) and not was_offered(agreement)


def is_signed(agreement: Agreement) -> bool:
    return agreement.effective_on is not None


def has_signed_final(agreement: Agreement) -> bool:
    """Whether a naskah that was made here was signed."""
    is_any_signed = is_signed(agreement) or has_signed_intent(agreement)
    return is_any_signed and not agreement.is_legacy


def has_signed_intent(agreement: Agreement) -> bool:
    return agreement.loi_until is not None


def meets(agreement: Agreement) -> bool:
    """Whether the TKKSD meets on it."""
    return agreement.track.meets


def reports_upwards(agreement: Agreement) -> bool:
    """Whether its reports are handed on to the Gubernur."""
    tiered = any(duty.code in TIERED for duty in duties_of(agreement.track_code))
    return is_signed(agreement) and tiered


def uses_assets(agreement: Agreement) -> bool:
    """Whether its activities are technical and burden assets of the region (P25 Pasal 29 (2))."""
    return passes_on_with_others(agreement) and agreement.teknis_aset


def recommends_signing(agreement: Agreement) -> bool:
    """Whether the Ketua TKKSD recommends a signing in this stage."""
    return bool(recommended_naskah_kinds(agreement))


def recommended_naskah_kinds(agreement: Agreement) -> list[DocumentCode]:
    """The kinds of naskah whose signing the Ketua TKKSD recommends in this stage."""
    named = [
        need.code.removeprefix(RECOMMENDS)
        for need in agreement.stage.requirements
        if need.code.startswith(RECOMMENDS)
    ]
    return [DocumentCode(code) for code in named if code in set(DocumentCode)]


def is_in(*families: Family) -> Rule:
    """The rule that holds in these families."""
    return lambda agreement: agreement.track.family in families


def within_family(family: Family, rule: Rule) -> Rule:
    """The rule, in this family alone."""
    return lambda agreement: agreement.track.family is family and rule(agreement)


def on_track(code: str, rule: Rule) -> Rule:
    """The rule, on this road alone."""
    return lambda agreement: agreement.track_code == code and rule(agreement)
