"""A mail server of our own, so that what is said to have been sent was sent."""

from email import message_from_bytes, policy
from socket import socket

from aiosmtpd.controller import Controller


def free_port():
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class PostOffice:
    """A real SMTP server that may be shut, and remembers what it took."""

    def __init__(self):
        self.taken, self.refused = [], set()
        self.port = free_port()

    def open(self):
        self.server = Controller(self, hostname="127.0.0.1", port=self.port)
        self.server.start()

    def shut(self):
        if self.server:
            self.server.stop()
        self.server = None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(
            (envelope.rcpt_tos[0], message_from_bytes(envelope.content, policy=policy.default))
        )
        return "250 OK"

    def to(self, name):
        return [mail for address, mail in self.taken if address == f"{name}@contoh.invalid"]


def smtp(settings, port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
