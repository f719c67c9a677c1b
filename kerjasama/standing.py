"""How an installation is named and below which address it stands. No Django: settings ask here."""

import re

NAME, PATH = re.compile(r"[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?"), re.compile(r"(/[A-Za-z0-9._-]+)+")


def own_name(told: str) -> str:
    """The name of this installation; empty where it shares nothing. It becomes part of keys and
    cookies. Raises ValueError.
    """
    if told and not NAME.fullmatch(told):
        raise ValueError(
            f"INSTALLATION={told}: use 1 to 30 small letters, digits and hyphens, such as kukar"
        )
    return told


def sub_path(told: str) -> str:
    """The address below which everything stands, without a slash at its end; empty for the root.
    Raises ValueError.
    """
    path = told.rstrip("/")
    if path and not PATH.fullmatch(path):
        raise ValueError(f"SUB_PATH={told}: write it as /kerja-sama")
    return path


def within(path: str, standing: str) -> str:
    """The address as the program knows it, whether or not a proxy took away where it stands."""
    if standing and (path == standing or path.startswith(f"{standing}/")):
        return path[len(standing) :] or "/"
    return path
