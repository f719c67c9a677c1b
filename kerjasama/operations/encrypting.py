"""Encryption to a public key, by age or GnuPG. Who backs up needs no secret: only the owner of the
private key, which lies elsewhere, reads a backup.
"""

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kerjasama.operations.refusing import Refused

AGE, GPG = "age", "gpg"
OF_AGE = ("age1", "ssh-ed25519 ", "ssh-rsa ")
OF_GPG = "-----BEGIN PGP PUBLIC KEY BLOCK-----"
PRIVATE = ("AGE-SECRET-KEY-", "-----BEGIN PGP PRIVATE KEY BLOCK-----", "PRIVATE KEY-----")


@dataclass(frozen=True)
class Lock:
    """To whom a backup is encrypted: a public key, or a file of such keys. Without a way, nothing
    is encrypted.
    """

    way: str = ""
    key: str = ""

    @property
    def fingerprint(self) -> str:
        """Tells keys apart; empty where nothing is encrypted."""
        if not self.way:
            return ""
        file = Path(self.key)
        content = file.read_bytes() if file.is_file() else self.key.encode()
        return hashlib.sha256(content).hexdigest()[:8]

    @property
    def ending(self) -> str:
        """What the name of an encrypted file ends with: what was encrypted to another key lies
        beside it.
        """
        return ending_of(self.way, self.fingerprint)

    def encrypt(self, source: Path, target: Path) -> None:
        """Write an encrypted copy, or a plain one where nothing is encrypted."""
        if self.way == AGE:
            how = "--recipients-file" if Path(self.key).is_file() else "--recipient"
            _run([AGE, how, self.key, "--output", target, source], "dienkripsi", source)
        elif self.way == GPG:
            with tempfile.TemporaryDirectory() as home:
                words = ["--homedir", home, "--batch", "--yes", "--quiet"]
                words += ["--recipient-file", self.key, "--output"]
                _run([GPG, *words, target, "--encrypt", source], "dienkripsi", source)
        else:
            shutil.copyfile(source, target)


def ending_of(way: str, fingerprint: str) -> str:
    """What the name of a file ends with that was encrypted in that way to that key."""
    return f".{fingerprint}.{way}" if way else ""


def lock_for(recipient: str) -> Lock:
    """What a recipient asks for: an age key, a file of age keys, or an exported GnuPG public key.
    Empty: nothing is encrypted. Raises Refused for anything else.
    """
    if not recipient:
        return Lock()
    file = Path(recipient)
    text = file.read_text(errors="replace") if file.is_file() else recipient
    if any(word in text for word in PRIVATE):
        raise Refused(
            "Itu kunci rahasia. Berikan kunci publiknya, dan simpan kunci rahasia di luar peladen."
        )
    way = _way_of(text)
    if not shutil.which(way):
        raise Refused(f"Program {way} belum terpasang: apt install {_package(way)}.")
    return Lock(way, recipient)


def _way_of(text: str) -> str:
    """In which way is encrypted to these public keys. Raises Refused for no such keys."""
    keys = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if text.lstrip().startswith(OF_GPG):
        return GPG
    if keys and all(line.startswith(OF_AGE) for line in keys):
        return AGE
    raise Refused(
        "Kunci publik tidak dikenal. Tulis kunci age (age1…), berkas berisi kunci age, atau"
        " berkas kunci publik GnuPG (gpg --armor --export)."
    )


def decrypt(way: str, identity: str, source: Path, target: Path) -> None:
    """Write what was encrypted in that way. `identity` names the file of the private key; where
    none is named, GnuPG asks the keyring of whoever runs this. Raises Refused where it cannot be
    read.
    """
    if not way:
        shutil.copyfile(source, target)
        return
    if not shutil.which(way):
        raise Refused(f"Program {way} belum terpasang: apt install {_package(way)}.")
    if identity and not Path(identity).is_file():
        raise Refused(f"Berkas kunci rahasia {identity} tidak ada.")
    if way == AGE:
        if not identity:
            raise Refused("Cadangan ini terenkripsi; tunjukkan kunci rahasianya dengan --identity.")
        words: list[str | Path] = [
            AGE,
            "--decrypt",
            "--identity",
            identity,
            "--output",
            target,
            source,
        ]
        _run(words, "dibuka", source)
        return
    said: list[str | Path] = [
        "--batch",
        "--yes",
        "--quiet",
        "--output",
        target,
        "--decrypt",
        source,
    ]
    if not identity:
        _run([GPG, *said], "dibuka", source)
        return
    with tempfile.TemporaryDirectory() as home:
        at_home = [GPG, "--homedir", home]
        _run([*at_home, "--batch", "--quiet", "--import", identity], "dibaca", Path(identity))
        _run([*at_home, *said], "dibuka", source)


def _package(way: str) -> str:
    return "gnupg" if way == GPG else way


def _run(words: Sequence[str | Path], deed: str, file: Path) -> None:
    told = subprocess.run(words, capture_output=True, text=True, check=False)
    if told.returncode:
        raise Refused(f"{file.name} tidak dapat {deed}: {told.stderr.strip()[:500]}")
