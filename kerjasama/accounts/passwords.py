"""What a password must not be, in the Indonesian of our pages; Django's own translation calls one
thing by three names.
"""

import re

from django.contrib.auth import password_validation as django_rules
from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

from .models import RegionProfile, Unit, User

LONGEST_JUDGED = 72  # zxcvbn judges no more
SHORTEST_WORD = 4
LEAST_SCORE = 3  # of zxcvbn: more than a hundred million guesses
LEAST_OF_ONES_OWN = 6
# What is tried first in any regional government; names come from the region's own data.
EVERYWHERE = frozenset(
    "kukar kutai kartanegara tenggarong samarinda kaltim kalimantan borneo indonesia nusantara"
    " pemkab pemkot pemda bupati walikota sekda kabag kadis dinas bagian daerah kabupaten kota"
    " kerja sama kerjasama sandi password rahasia admin administrator verifikator pimpinan".split()
)
TOO_KNOWN = (
    "Sandi ini hampir seluruhnya terdiri atas nama daerah, unit, atau Anda. Tambahkan kata lain."
)
TOO_EASY = "Sandi ini mudah ditebak. Rangkai beberapa kata yang tidak berhubungan."


class NotLikeThePerson(django_rules.UserAttributeSimilarityValidator):
    """Not close to the name or the mail address of the account."""

    def get_error_message(self) -> str:
        return "Sandi terlalu mirip dengan %(verbose_name)s."

    def get_help_text(self) -> str:
        return "Sandi tidak boleh mirip dengan nama atau surel Anda."


class LongEnough(django_rules.MinimumLengthValidator):
    """As many characters as the rule of Django asks by default."""

    def get_error_message(self) -> str:
        return f"Sandi terlalu pendek; paling sedikit {self.min_length} karakter."

    def get_help_text(self) -> str:
        return f"Sandi memuat paling sedikit {self.min_length} karakter."


class NotCommon(django_rules.CommonPasswordValidator):
    """Not one of those that everybody tries first."""

    def get_error_message(self) -> str:
        return "Sandi ini terlalu umum; pilih yang lain."

    def get_help_text(self) -> str:
        return "Sandi tidak boleh berupa sandi yang umum dipakai."


class NotGuessed:
    """Not what somebody would try who knows the region, its offices and the person."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError where zxcvbn would guess it soon, or where little is left of it
        without the words of the region and the person.
        """
        known = words_around(user)
        judged = zxcvbn(password[:LONGEST_JUDGED], user_inputs=sorted(known))
        rest = password.lower()
        for word in sorted(known, key=len, reverse=True):
            rest = rest.replace(word, " ")
        own = re.sub(r"[\W_]|\b(?:19|20)\d\d\b", "", rest)
        if len(own) < LEAST_OF_ONES_OWN:
            raise ValidationError(TOO_KNOWN, code="password_of_known_words")
        if judged["score"] < LEAST_SCORE:
            raise ValidationError(TOO_EASY, code="password_too_easy")

    def get_help_text(self) -> str:
        return (
            "Sandi tidak boleh mudah ditebak: rangkai beberapa kata yang tidak berhubungan, bukan"
            " nama daerah, unit, atau Anda."
        )


def words_around(user: User | None) -> set[str]:
    """Words that everybody here knows, in small letters: of the region, its units, the person."""
    region = RegionProfile.current()
    texts = [region.short_name, region.name, region.head_title, region.seat, region.governor]
    texts += Unit.objects.values_list("name", flat=True)
    if user is not None:
        texts += [user.username, user.first_name, user.last_name, user.email]
    found = {word for text in texts for word in re.findall(r"\w+", text.lower())}
    return {word for word in found | EVERYWHERE if len(word) >= SHORTEST_WORD}
