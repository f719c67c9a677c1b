"""What a naskah says around its Pasal: premises, the rules it stands on, that the parties agree,
and how it closes. Each part is woven from the case until somebody words it in the tree.
"""

from agreements.documents.kinds import KINDS, DocumentCode
from agreements.documents.text import indonesian
from agreements.documents.wording import naskah_facts
from agreements.models import Agreement, Evidence
from agreements.naskah.markers import read_mark
from agreements.regulations.record_outcomes import RecordOutcome
from kerjasama.accounts.models import RegionProfile

LAW = (
    "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah sebagaimana telah beberapa kali"
    " diubah"
)
CONSENT = "putusan_dprd"  # the requirement of which the DPRD's decision is recorded
BENEATH = (
    "Peraturan Pemerintah Nomor 28 Tahun 2018 tentang Kerja Sama Daerah",
    "Peraturan Menteri Dalam Negeri Nomor 22 Tahun 2020 tentang Tata Cara Kerja Sama Daerah dengan"
    " Daerah Lain dan Kerja Sama Daerah dengan Pihak Ketiga",
)


def rules_of_naskah(region: RegionProfile) -> list[str]:
    """The rules that a naskah at home stands on, each closed as a point of one sentence: those of
    the state, with the last amendment that the region keeps, then its own.
    """
    last = " ".join(region.law_amended_by.split()).rstrip(" .;")
    own = [" ".join(line.split()).rstrip(" .;") for line in region.own_rules.splitlines()]
    rules = [f"{LAW}, terakhir dengan {last}" if last else LAW, *BENEATH, *filter(None, own)]
    *first, before, end = rules
    return [*(f"{rule};" for rule in first), f"{before}; dan", f"{end}."]


def standard_frame_of(kind: str, agreement: Agreement) -> dict[str, str]:
    """By part of the frame, what it says as the case has it, as a person types it."""
    kept = agreement.evidence.filter(void=False, requirement_code=CONSENT).first()
    premises = premises_of(agreement, kind, consent_in_words(kept))
    ended = [f"{point.rstrip(' .;')};" for point in premises[:-1]]
    points = [*ended, f"{premises[-1].rstrip(' .;')}."]
    return {
        "premis": "\n".join(_numbered(points)),
        "dasar": "\n".join(_numbered(rules_of_naskah(RegionProfile.current()))),
        "sepakat": agreeing_sentence(kind, agreement),
        "penutup": closing_sentence(kind, agreement, "{tempat tanda tangan}", "{rangkap}"),
    }


def _numbered(points: list[str]) -> list[str]:
    lines = []
    for number, point in enumerate(points, 1):
        first, *rest = point.splitlines()
        lines.append(f"{number}. {first}")
        lines += [line if read_mark(line) else f"> {line}" for line in rest]
    return lines


def agreeing_sentence(kind: str, agreement: Agreement) -> str:
    """That the parties agree to what the Pasal say."""
    return (
        f"Berdasarkan hal-hal tersebut di atas, sesuai dengan {_capacities(agreement, kind)},"
        " PARA PIHAK setuju dan sepakat untuk melaksanakan"
        f" {_calls_itself(kind, agreement)} tentang {indonesian.flatten_name(agreement.title)},"
        " dengan ketentuan dan syarat-syarat sebagai berikut:"
    )


def closing_sentence(kind: str, agreement: Agreement, where: str, copies: str) -> str:
    """How a naskah closes; where it is signed and in how many copies come as words."""
    return (
        f"Demikian {_calls_itself(kind, agreement)} ini dibuat dan ditandatangani {where} dalam"
        f" rangkap {copies}, bermeterai cukup, masing-masing mempunyai kekuatan hukum yang sama."
    )


def _calls_itself(kind: str, agreement: Agreement) -> str:
    return naskah_facts.name_of_naskah(kind, is_contract=agreement.judul_kontrak)


def _capacities(agreement: Agreement, kind: str) -> str:
    wording = KINDS[kind].wording
    if wording is None:
        return ""
    return wording.capacities_on(agreement.track)


def premises_of(agreement: Agreement, kind: str, consent: str) -> list[str]:
    """What the parties declare beforehand, point by point (P22 Lampiran).

    A Nota Kesepakatan tells the background in its Pasal 1.
    """
    name = naskah_facts.name_of_naskah(kind, is_contract=agreement.judul_kontrak)
    title = indonesian.flatten_name(agreement.title)
    points: list[str] = []
    if kind != DocumentCode.NOTA_KESEPAKATAN:
        points += _background(agreement.latar_belakang)
    if topics := agreement.urusan_names:
        named = indonesian.join_names([topic[0].lower() + topic[1:] for topic in topics])
        points.append(f"bahwa objek kerja sama ini merupakan urusan pemerintahan bidang {named}")
    is_contract = kind == DocumentCode.PERJANJIAN_KERJA_SAMA
    if is_contract and (mother := naskah_facts.parent_kb_reference(agreement)):
        points.append(f"bahwa PARA PIHAK telah menandatangani {mother}")
    if consent:
        points.append(consent)
    points.append(f"bahwa PARA PIHAK bermaksud mengadakan {name} tentang {title}")
    return points


def _background(text: str) -> list[str]:
    """The typed background as premises: each point that says "bahwa" itself, or all as one."""
    typed = indonesian.typed_lines_of(text)
    if typed and all(line.text.lower().startswith("bahwa ") for line in typed):
        return [f"b{point[1:]}" for point in indonesian.list_items_of(text)]
    if indonesian.is_phrase(text):
        return [f"bahwa {indonesian.phrase_inside_sentence(text)}"]
    if not text.strip():
        return []
    told = text.strip().rstrip(" .;")
    return [f"bahwa kerja sama ini dilatarbelakangi hal-hal sebagai berikut:\n{told}"]


def consent_in_words(decision: Evidence | None) -> str:
    """The premise that the DPRD consents; empty where it did not, or was not asked."""
    if decision is None or decision.outcome == RecordOutcome.REFUSED:
        return ""
    said, day = "dianggap memperoleh", ""
    if decision.outcome == RecordOutcome.APPROVED:
        said = "memperoleh"
        if decision.decided_on:
            day = f" tanggal {indonesian.short_date(decision.decided_on)}"
    plan = f"bahwa rencana kerja sama ini telah {said} persetujuan Dewan Perwakilan Rakyat Daerah"
    if decision.number:
        return f"{plan} dengan surat Nomor {decision.number}{day}"
    return f"{plan}{day}"
