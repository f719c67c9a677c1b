"""How a decision, a sending or a signing may end, as it is recorded in a stage."""

from enum import StrEnum


class RecordOutcome(StrEnum):
    """What a record says. The words are stored with the evidence and must keep their meaning."""

    RECEIVED = "diterima"
    RECEIVED_BY_DPRD = "diterima pimpinan DPRD"
    # An offer is accepted by the same word by which a letter is received.
    ACCEPTED = "diterima"
    SENT = "dikirim"
    DELIVERED = "disampaikan"
    PASSED_ON = "diteruskan"
    NOT_PASSED_ON = "tidak diteruskan"
    NOT_BY_EMBASSY = "tidak melalui Perwakilan"
    DIRECTLY = "langsung"
    BY_HOME_MINISTER = "melalui Menteri Dalam Negeri"
    BY_FOREIGN_MINISTER = "melalui Menteri Luar Negeri"

    FIT = "layak"
    UNFIT = "tidak layak"
    QUALIFIED = "memenuhi"
    NOT_QUALIFIED = "tidak memenuhi"
    CHOSEN = "dipilih"
    APPOINTED = "ditunjuk"
    COMPLETE = "lengkap"
    MAY_GO_ON = "dapat dilanjutkan"
    GOES_ON_MENDED = "dilanjutkan dengan perbaikan"
    ADVISED_AGAINST = "tidak disarankan"

    AGREED = "disepakati"
    # The forum in which the regions agreed on their mapping.
    IN_PROVINCIAL_PLANNING = "musrenbang provinsi"
    IN_PROVINCIAL_COORDINATION = "koordinasi teknis provinsi"
    IN_NATIONAL_PLANNING = "musrenbang nasional"
    IN_NATIONAL_COORDINATION = "koordinasi teknis nasional"
    IN_PLANNING_OF_INITIATOR = "musrenbang provinsi pemrakarsa"
    NOT_AGREED = "tidak disepakati"
    # Whom the leaders of the DPRD let study what was submitted.
    BY_COMMISSION = "dikaji Komisi"
    BY_OTHER_BODY = "dikaji alat kelengkapan lain"
    APPROVED = "disetujui"
    NOT_APPROVED = "tidak disetujui"
    DEEMED_APPROVED = "dianggap disetujui"
    REFUSED = "ditolak"
    TO_BE_CHANGED = "perlu perubahan"
    DRAFT_ACCEPTED = "menerima rancangan"
    CHANGES_PROPOSED = "mengusulkan perubahan"
    DRAFT_NASKAH = "menyusun rancangan Naskah Kerja Sama"
    MEND_PLAN = "memperbaiki Rencana Kerja Sama"

    ORDERED = "diperintahkan"
    HELD = "dilaksanakan sidang paripurna"
    ISSUED = "diterbitkan"
    SIGNED = "ditandatangani"
    DONE = "dilakukan"
    CARRIED_OUT = "dilaksanakan"
    KEPT = "disimpan"


# What keeps a case where it is, unless the law says where it leads.
UNFAVOURABLE = frozenset(
    (
        RecordOutcome.REFUSED,
        RecordOutcome.UNFIT,
        RecordOutcome.NOT_QUALIFIED,
        RecordOutcome.TO_BE_CHANGED,
        RecordOutcome.NOT_AGREED,
        RecordOutcome.ADVISED_AGAINST,
        RecordOutcome.NOT_APPROVED,
    )
)
