"""What a naskah prints of the mitra who signs it. Norma setempat: known before anybody reviews, so
that nothing reviewed changes.
"""

from agreements.regulations.vocabulary import Track

SIGNER = ("representative", "representative_position")
SIGNER_ABROAD = ("country", *SIGNER)
OF_NASKAH = (*SIGNER, "address")
OF_NASKAH_ABROAD = (*SIGNER_ABROAD, "name_en", "representative_position_en")


def printed_by(track: Track) -> tuple[str, ...]:
    """The fields of the mitra that the naskah of this road print."""
    return OF_NASKAH_ABROAD if track.is_foreign else OF_NASKAH
