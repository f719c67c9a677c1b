import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kerjasama.accounts import first_run
from kerjasama.accounts.account_forms import FirstAdminForm
from kerjasama.accounts.views import has_administrator


class Command(BaseCommand):
    help = "Membuat administrator pertama, seperti halaman pertama melakukannya."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="nama pengguna")
        parser.add_argument("--first-name", required=True, help="nama depan")
        parser.add_argument("--last-name", default="", help="nama belakang")
        parser.add_argument("--email", required=True, help="alamat pos-el")
        parser.add_argument("--unit", default="Bagian Kerja Sama", help="unit administrator")
        parser.add_argument(
            "--password-file", type=Path, help="berkas berisi sandi; tanpa ini sandi ditanyakan"
        )

    def handle(self, **options: Any) -> None:
        """Refuses where somebody administers already: people give the role to who comes next."""
        if has_administrator():
            raise CommandError(
                "Administrator sudah ada. Peran berikutnya diberikan di Pengaturan, Pengguna; bila"
                " tidak ada lagi yang dapat menyetujui, pakai confirm_account_change."
            )
        password = self._password(options["password_file"])
        form = FirstAdminForm(
            {
                "code": first_run.installation_code(),
                "username": options["username"],
                "first_name": options["first_name"],
                "last_name": options["last_name"],
                "email": options["email"],
                "password1": password,
                "password2": password,
                "unit_name": options["unit"],
            }
        )
        if not form.is_valid():
            labels = {name: field.label for name, field in form.fields.items()}
            faults = [
                f"{labels.get(name, '')}: {' '.join(map(str, said))}"
                for name, said in form.errors.items()
            ]
            raise CommandError("\n".join(faults))
        user = form.save()
        self.stdout.write(f"Administrator {user.username} dibuat. Masuk lalu isi profil daerah.")

    def _password(self, file: Path | None) -> str:
        if file is None:
            first, again = getpass.getpass("Sandi: "), getpass.getpass("Sandi sekali lagi: ")
            if first != again:
                raise CommandError("Kedua sandi tidak sama.")
            return first
        try:
            return file.read_text().strip()
        except OSError as fault:
            raise CommandError(f"Berkas sandi tidak terbaca: {fault}") from fault
