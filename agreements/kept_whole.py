"""What of agreements is backed up and verified: the files that rows keep, the chains of cases."""

from collections.abc import Iterator

from agreements.documents.archive import integrity
from agreements.documents.signatures import sealing
from agreements.models import Agreement, FileState, chain_is_intact
from kerjasama.operations import knowing
from kerjasama.operations.knowing import Part


def verify_histories() -> Part:
    """The chain of events of each case."""
    cases = Agreement.objects.order_by("pk").defer("search")
    faults = [
        f"riwayat {case} terputus atau diubah"
        for case in cases.iterator()
        if not chain_is_intact(case)
    ]
    return Part("Riwayat kerja sama", f"{cases.count()} kerja sama", tuple(faults))


def verify_files() -> Part:
    """Every file that a row keeps is read through."""
    names = integrity.kept_files()
    states = ((sha256, integrity.state_of(sha256)) for sha256 in sorted(names))
    faults = [
        f"{sha256[:2]}/{sha256} {FileState(state).label.lower()}"
        for sha256, state in states
        if state != FileState.INTACT
    ]
    return Part("Berkas", f"{len(names)} berkas", tuple(faults))


def faults_of_seal() -> Iterator[str]:
    """Why finals could not be sealed, if they are to be."""
    try:
        sealing.load_seal()
    except sealing.Unusable as unusable:
        yield str(unusable)


def install() -> None:
    """Tell those who back up and verify."""
    knowing.install_files(integrity.kept_files)
    knowing.install_check("riwayat", verify_histories)
    knowing.install_check("berkas", verify_files)
    knowing.install_setting_faults(faults_of_seal)
