from agreements.models.contract_duty import AgreementDuty

from .activity import Activity
from .agreement import Agreement
from .archive import FileCheck, FileState, PaperSource, SealRenewal
from .assignment import Assignment, Desk
from .bundle import Bundle, BundleForm, BundleState
from .candidate import Candidate
from .clock import Clock, DayOff, TermSetting
from .comment import Comment, Tier
from .decision import Choice, Decision, Ladder
from .dispute import Dispute, DisputeRecord
from .document import Document, DocumentState
from .duty import Fulfilment
from .evaluation import Assessment, Evaluation, Verdict
from .event import StageEvent, chain_is_intact
from .evidence import Correction, Evidence
from .exemption import Exemption
from .imports import BatchState, ColumnMapping, ImportBatch, ImportProgress, ImportRow, RowStanding
from .in_force import InForce
from .incoming import IncomingLetter, Outcome
from .indicator import Indicator
from .leaders_sheet import LeadersSheet
from .legacy import Origin
from .letter import (
    Letter,
    LetterAct,
    LetterPaper,
    LetterRule,
    LetterState,
    LetterStep,
    MarkPlace,
    SignedLetter,
)
from .local_norm import LocalNormChoice, LocalNorms, norms_beside
from .mailing import Mailing
from .mapping import (
    ItemState,
    ListDecree,
    MappedItem,
    Mapping,
    MappingAct,
    MappingPaper,
    MappingStep,
    NothingPlanned,
)
from .meeting import Attendee, Meeting, MeetingSort
from .naskah_look import NaskahLook
from .number import Fate, Number, NumberSeries, NumberStart, NumberState
from .original import Action, CensusMark, Original, OriginalMove, OriginalState
from .outside import OutsideCheck
from .partner_link import EntryState, LinkUse, PartnerEntry, PartnerLink, PartnerLinkUse
from .partner_paper import PartnerPaper
from .party import Emblem, Party, Signatory, SigningRight
from .payment import Payment
from .progress import Progress, ProgressState
from .proposal import ProposalState
from .proposed_correction import ProposedCorrection, Thing
from .radar import RadarSetting
from .reading_choice import ReadingChoice
from .recap import Recap
from .remark import Remark, RemarkTier
from .removal import ContentRemoval
from .report import Report, ReportState
from .sample_paper import SamplePaper
from .seat_letter import SeatLetter
from .self_check import SelfCheck
from .signed_paper import SignedPaper
from .signing import CopyCheck, Method, PartySigning, Signing, SigningState
from .state import CLOSED, RESTING, STOPPED, State
from .task_handover import HandoverLine, Sort, TaskHandover
from .team import PlenaryChair, TeamDecree, TeamRecord, TeamReportPaper, TeamSeat
from .trial import Trial
from .undoable import UndoableAct
from .wajib import WajibRecord
from .wording import AnnexUpload, Clause, ClauseStatus, DraftVersion, Source

__all__ = [
    "WajibRecord",
    "Sort",
    "TaskHandover",
    "TeamDecree",
    "TeamSeat",
    "TeamRecord",
    "TeamReportPaper",
    "PlenaryChair",
    "SigningRight",
    "Emblem",
    "Signatory",
    "EntryState",
    "LinkUse",
    "PartnerEntry",
    "PartnerLink",
    "PartnerLinkUse",
    "PartnerPaper",
    "Party",
    "RowStanding",
    "ImportRow",
    "ColumnMapping",
    "CLOSED",
    "RESTING",
    "STOPPED",
    "Action",
    "Activity",
    "Agreement",
    "Assignment",
    "Desk",
    "AnnexUpload",
    "Assessment",
    "Candidate",
    "AgreementDuty",
    "BatchState",
    "Bundle",
    "BundleForm",
    "BundleState",
    "CensusMark",
    "Attendee",
    "Choice",
    "Clause",
    "ClauseStatus",
    "Clock",
    "Comment",
    "ContentRemoval",
    "CopyCheck",
    "Correction",
    "DayOff",
    "Decision",
    "Dispute",
    "DisputeRecord",
    "Document",
    "DocumentState",
    "DraftVersion",
    "Evaluation",
    "Evidence",
    "Exemption",
    "Fate",
    "FileCheck",
    "PaperSource",
    "SealRenewal",
    "FileState",
    "Fulfilment",
    "HandoverLine",
    "ImportBatch",
    "ImportProgress",
    "InForce",
    "Indicator",
    "Ladder",
    "LeadersSheet",
    "LocalNormChoice",
    "LocalNorms",
    "Mailing",
    "ItemState",
    "ListDecree",
    "MappedItem",
    "Mapping",
    "MappingAct",
    "MappingPaper",
    "MappingStep",
    "NothingPlanned",
    "Method",
    "Meeting",
    "MeetingSort",
    "NaskahLook",
    "Number",
    "NumberSeries",
    "NumberStart",
    "NumberState",
    "IncomingLetter",
    "Letter",
    "LetterAct",
    "LetterPaper",
    "LetterRule",
    "LetterState",
    "LetterStep",
    "MarkPlace",
    "Origin",
    "Outcome",
    "Original",
    "OriginalMove",
    "OriginalState",
    "OutsideCheck",
    "Progress",
    "ProgressState",
    "ProposalState",
    "ProposedCorrection",
    "RadarSetting",
    "ReadingChoice",
    "Recap",
    "Remark",
    "RemarkTier",
    "Report",
    "ReportState",
    "SamplePaper",
    "SeatLetter",
    "SelfCheck",
    "SignedLetter",
    "SignedPaper",
    "PartySigning",
    "Payment",
    "Signing",
    "SigningState",
    "Source",
    "StageEvent",
    "State",
    "TermSetting",
    "Tier",
    "Thing",
    "Trial",
    "UndoableAct",
    "Verdict",
    "chain_is_intact",
    "norms_beside",
]
