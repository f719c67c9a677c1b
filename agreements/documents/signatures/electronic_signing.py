"""Signing a final electronically: only its printed signer may, while in office, and the passphrase
lives no longer than the request.

It is done within the request and not by the worker: a job would carry the passphrase through the
broker and keep it there until a worker is free, encrypted with a key that lies beside it. So
whoever signs waits some seconds, and nothing is left behind.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.core.cache import caches
from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from redis.exceptions import RedisError

from agreements.documents import signers, store
from agreements.documents.archive import public_verification
from agreements.documents.kinds import KINDS
from agreements.documents.signatures import letter_seals, providers, uploaded_signatures
from agreements.documents.signatures.findings import Findings, FoundSignature
from agreements.documents.signatures.letter_seals import SealedFile
from agreements.documents.signers import SignatureBlock
from agreements.documents.text import titles
from agreements.models import Agreement, Document, DocumentState, SignedPaper
from agreements.models.event import LogAction
from agreements.workflow import case_log
from agreements.workflow.guarding import Refused, refuse_for, refuse_if, require_or_refuse
from kerjasama.accounts import officials
from kerjasama.accounts.models import Office, RegionProfile, Role, User

SEATS = {
    Office.HEAD: Role.HEAD_OF_REGION,
    Office.SECRETARY: Role.SEKDA,
    Office.UNIT_HEAD: Role.OPD_HEAD,
}
NOT_SET_UP = "Tanda tangan elektronik belum disiapkan pada instalasi ini."
REASON = "Menandatangani sebagai {}"
# A provider locks a certificate after some wrong passphrases, so this stops before.
MOST_GUESSES, AN_HOUR = 3, 3600
GUESSED = (
    f"Frasa sandi salah {MOST_GUESSES} kali. Agar sertifikat Anda tidak terkunci, coba lagi setelah"
    " satu jam."
)
NOT_WHAT_WAS_SENT = (
    "Hasil dari penyedia tanda tangan tidak sesuai dengan dokumen yang dikirim; tidak disimpan."
)
# Titles as certificates bear them, in capitals and with or without dots.
TITLES = frozenset(
    "PROF DR DRS DRA IR H HJ SH SE ST SIP SSTP SSOS SKM SKOM SPD SAG SSI MH MM MT MSI MAP MPD MKES"
    " MKOM MSC MA MBA PHD".split()
)


def is_offered() -> bool:
    """Whether this installation has a provider; without one no page speaks of signing."""
    return providers.configured_provider() is not None


def may_sign(user: User, document: Document) -> bool:
    """Whether this person is the printed signer of a final that waits for a signature."""
    return is_offered() and bool(user.roles & {*SEATS.values()}) and not _obstacle(user, document)


@sensitive_variables("nik", "passphrase")
def sign_document(
    document_id: int,
    user: User,
    nik: str,
    passphrase: str,
    marked_copy: Callable[[Document], bytes],
) -> SignedPaper:
    """Have the provider sign the copy of the final that shows it, and keep the result beside the
    final. Raises Refused when it may not be or nothing came of it.
    """
    document = _with_case(document_id)
    refuse_if(not is_offered(), NOT_SET_UP)
    refuse_for(_obstacle(user, document))
    signed, findings = sign_bytes(marked_copy(document), user, _signer(document), nik, passphrase)
    certificate = findings["signatures"][-1]["by"]
    kept = SealedFile(signed)
    if letter_seals.is_sealed_when_signed(document.kind):
        kept, findings = letter_seals.seal_signed(signed, findings)
    return _keep(document_id, user, kept, findings, certificate)


@sensitive_variables("nik", "passphrase")
def sign_bytes(
    pdf: bytes, user: User, signer: SignatureBlock, nik: str, passphrase: str
) -> tuple[bytes, Findings]:
    """The PDF with the signature of its signer, and what was found on it. Raises Refused where
    nothing came of it.
    """
    provider = require_or_refuse(providers.configured_provider(), NOT_SET_UP)
    require_ready(nik)
    with _guessing(user):
        signed = provider.sign(pdf, nik, passphrase, REASON.format(signer.title))
    return signed, _proven(pdf, signed, signer.name)


@sensitive_variables("nik")
def require_ready(nik: str) -> None:
    """Raises Refused where the account of that NIK may not sign, before a passphrase is sent."""
    provider = require_or_refuse(providers.configured_provider(), NOT_SET_UP)
    try:
        provider.require_ready(nik)
    except providers.SigningFailed as failure:
        raise Refused(str(failure)) from None


@contextmanager
def _guessing(user: User) -> Iterator[None]:
    """Count the try before it is made, so that none slips by beside another; only a wrong
    passphrase stays counted.
    """
    tries, key = caches["shared"], f"frasa-{user.pk}"
    try:
        tries.add(key, 0, AN_HOUR)
        refuse_if(tries.incr(key) > MOST_GUESSES, GUESSED)
    except (RedisError, ValueError):  # ValueError: the hour ended just now
        raise Refused(
            "Tanda tangan elektronik sementara tidak dapat dilayani. Coba lagi nanti."
        ) from None
    try:
        yield
    except providers.SigningFailed as failure:
        if not failure.is_guess:
            with suppress(RedisError, ValueError):  # ValueError: the hour is over
                tries.decr(key)
        raise Refused(str(failure)) from None
    with suppress(RedisError):  # what was signed is kept all the same
        tries.delete(key)


def _proven(pdf: bytes, signed: bytes, name: str) -> Findings:
    """The findings on the new signature. Raises Refused unless it is the named official's and
    stands behind exactly what was sent.
    """
    refuse_if(not signed.startswith(pdf) or len(signed) <= len(pdf), NOT_WHAT_WAS_SENT)
    findings = uploaded_signatures.examine_signatures(signed)
    newest: FoundSignature = {}
    if found := findings.get("signatures"):
        newest = found[-1]
    holds = newest.get("intact") and newest.get("since") == "nothing"
    refuse_if(not holds, NOT_WHAT_WAS_SENT)
    by = newest["by"]
    refuse_if(_bare(by) != _bare(name), f"Sertifikat atas nama {by}, bukan {name}; tidak disimpan.")
    return findings


def _bare(name: str) -> str:
    """A certificate may bear titles, or capitals, that the register of officials does not; only
    letters are compared.
    """
    letters = (
        "".join(filter(str.isalpha, word)).upper() for word in titles.without_titles(name).split()
    )
    return "".join(word for word in letters if word not in TITLES)


@transaction.atomic
def _keep(
    document_id: int, user: User, signed: SealedFile, findings: Findings, certificate: str
) -> SignedPaper:
    agreement = Agreement.objects.select_for_update().get(documents=document_id)
    document = _with_case(document_id)
    refuse_for(_obstacle(user, document))
    sha256 = store.store_bytes(signed.content)
    kept = SignedPaper.objects.create(
        agreement=agreement,
        document=document,
        sha256=sha256,
        signatures=findings,
        seal=signed.seal,
        by=user,
    )
    what = f"{KINDS[document.kind].title} {document.number}".strip()
    detail = {
        "what": what,
        "document": document.pk,
        "of": document.sha256,
        "file": sha256,
        "certificate": certificate,
    }
    case_log.note_act(agreement, user, LogAction.SIGNED_ELECTRONICALLY, detail)
    return kept


def _with_case(document_id: int) -> Document:
    rows = Document.objects.select_related(
        "agreement__owner__successor", "agreement__partner", "signed"
    )
    return rows.get(pk=document_id)


def _signer(document: Document) -> SignatureBlock:
    return signers.signer_of_paper(
        document.kind,
        document.agreement,
        RegionProfile.current(),
        signers.day_of(document),
    )


def _obstacle(user: User, document: Document) -> str:
    """What keeps this person from signing; empty when nothing does."""
    if document.draft or document.state != DocumentState.READY:
        return "Hanya dokumen final yang sudah siap yang ditandatangani."
    if hasattr(document, "signed"):
        return "Dokumen ini sudah ditandatangani secara elektronik."
    if public_verification.successor_of_final(document):
        return "Dokumen ini sudah diganti oleh yang lebih baru."
    if not is_printed_signer(user, document):
        return "Hanya pejabat yang tercetak sebagai penanda tangan yang menandatangani."
    return ""


def is_printed_signer(user: User, document: Document) -> bool:
    """Whether the person sits in the office that signs, and the official printed there still holds
    it.
    """
    if _is_signed_by_nobody_of_ours(document):
        return False
    signer = _signer(document)
    if signer.official is None or not _sits_in(user, signer):
        return False
    if signer.name != document.context.get("signer", signer.name):
        return False
    today = timezone.localdate()
    return signer.official == officials.holder_of_office(signer.office, today, signer.unit)


def _is_signed_by_nobody_of_ours(document: Document) -> bool:
    """Whether no account is known of whoever signs: by hand alone, by proxy or by delegation."""
    kind, case = document.kind, document.agreement
    by_hand = KINDS[kind].signed_by.hand is not None
    deputy = signers.deputy_of_region(case, kind)
    return by_hand or signers.is_by_proxy(kind, case) or deputy is not None


def _sits_in(user: User, signer: SignatureBlock) -> bool:
    role = SEATS[Office(signer.office)]
    if signer.unit:
        return signer.unit.pk in user.units_as(role)
    return role in user.roles
