"""A real clamd of our own, which knows one thing: the EICAR test file, which is no virus."""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Written apart, so that this file itself alarms nobody.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
SETTINGS = """\
LocalSocket {folder}/clamd.ctl
DatabaseDirectory {folder}/signatures
Foreground yes
PidFile {folder}/clamd.pid
TemporaryDirectory {folder}
StreamMaxLength 30M
"""


@contextmanager
def running_scanner() -> Iterator[str]:
    """The socket of a scanner that runs."""
    # A path of a socket has at most 108 signs.
    with tempfile.TemporaryDirectory(prefix="clamd") as name:
        folder = Path(name)
        signatures = folder / "signatures"
        signatures.mkdir()
        signature = f"Uji.Eicar:0:*:{EICAR.hex()}\n"
        (signatures / "ours.ndb").write_text(signature)
        settings = folder / "clamd.conf"
        settings.write_text(SETTINGS.format(folder=folder))
        for place in (folder, signatures):
            place.chmod(0o755)
        scanner = subprocess.Popen(
            ["clamd", "--config-file", str(settings)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        socket = folder / "clamd.ctl"
        try:
            end = time.monotonic() + 30
            while not socket.exists():
                assert scanner.poll() is None and time.monotonic() < end, "clamd did not start"
                time.sleep(0.05)
            yield str(socket)
        finally:
            scanner.terminate()
            scanner.wait(10)
