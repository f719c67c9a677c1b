"""The region whose installation the tests run: what its profile says."""

from typing import Any

from kerjasama.accounts.models import RegionProfile

HOME = {
    "level": "kabupaten",
    "short_name": "Kutai Kartanegara",
    "name": "Pemerintah Kabupaten Kutai Kartanegara",
    "head_title": "Bupati Kutai Kartanegara",
    "governor": "Gubernur Kalimantan Timur",
    "seat": "Tenggarong",
}


def settle_at_home(**more: Any) -> RegionProfile:
    """Save the profile of our region, and what else it says."""
    profile = RegionProfile(**HOME | more)
    profile.save()
    return profile
