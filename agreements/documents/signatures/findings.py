"""What is found of the electronic signatures in a file, as JSON keeps it.

Plain data, so that the program that reads hostile files needs nothing else of ours.
"""

from typing import TypedDict


class FoundSignature(TypedDict, total=False):
    """One signature, or the `fault` for which it could not be judged.

    `since` says what was done to the file after it, `certificate` how far its certificate is
    known; uploaded_signatures says both in words.
    """

    by: str
    issuer: str
    at: str
    intact: bool
    since: str
    certificate: str
    fault: str


class Findings(TypedDict, total=False):
    """All signatures of a file, or the `fault` for which it could not be read; empty for a file
    without a signature.
    """

    signatures: list[FoundSignature]
    fault: str
