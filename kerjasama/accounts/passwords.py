"""What a password must not be, in the Indonesian of our pages; Django's own translation calls one
thing by three names.
"""

from django.contrib.auth import password_validation as django_rules


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
