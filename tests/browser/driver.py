"""What a person does at the browser, in the words of a story."""

import io
import re
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import reverse
from playwright.sync_api import Locator, Response, expect
from pypdf import PdfReader, PdfWriter

from agreements import demo
from agreements.documents import rendering
from agreements.models import Document, Letter
from tests.letters import initial

PATIENCE_MS = 20_000
REPORT_CSP = (
    "addEventListener('securitypolicyviolation', e => console.error(`CSP: ${e.violatedDirective}"
    " ${e.blockedURI} ${e.sample}`))"
)
BARRIERS = Path(__file__).with_name("barriers.js").read_text()
WIDER_THAN_WINDOW = """() => {
    const width = document.documentElement.scrollWidth
    if (width <= innerWidth) return []
    const wide = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    return [`${width} px wide`, ...wide.slice(-3).map(e => e.outerHTML.slice(0, 150))]
}"""  # noqa: E501

SENDS_ITS_FORM = (
    "button => button.type == 'submit' && button.form !== null && !button.matches('[hx-get],"
    " [hx-post]')"
)


def small_pdf() -> bytes:
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=200, height=200)
    writer.write(file)
    return file.getvalue()


def _spoken(name: str) -> re.Pattern:
    """A name with its hidden part, before which the browser puts a space."""
    return re.compile(re.escape(name).replace(":", r"\s*:"))


class Driver:
    def __init__(self, context, root: str, looks: set[str] | None = None):
        """In the same `looks` all drivers remember which looks of text are known to be legible."""
        self.context, self.root, self.complaints, self.case = context, root, [], ""
        self.looks = looks
        # The cookies of those who come back, where nobody signs out between two chapters.
        self.sessions: dict[str, list] | None = None
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(REPORT_CSP)
        self.page = context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on("console", self._hear)
        self.page.on("response", self._judge)
        self.attachment = {
            "name": "berkas contoh.pdf",
            "mimeType": "application/pdf",
            "buffer": small_pdf(),
        }

    def _hear(self, message) -> None:
        # A refused status is judged by _judge, which knows the address.
        if (
            message.type in ("error", "warning")
            and "the server responded with a status of" not in message.text
        ):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _judge(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.complaints.append(f"{response.status} {response.url}")

    # Going about

    def go(self, name_or_path: str, *args) -> Response:
        """Open a page by its address or by the name of its view."""
        path = name_or_path if name_or_path.startswith("/") else reverse(name_or_path, args=args)
        return self.page.goto(self.root + path)

    @contextmanager
    def as_user(self, name: str):
        """Sign in through the form, open the case somebody left open, and sign out at the end; or
        come back to it, where nobody signs out.
        """
        if self.sessions and name in self.sessions:
            self.context.add_cookies(self.sessions[name])
            self.go(self.case or "/")
        else:
            self._sign_in(name)
        yield
        found = re.search(r"/kerja-sama/\d+/", self.page.url)
        self.case = found.group() if found else self.case
        if self.sessions is None:
            self.press("Keluar dari akun")
            self.see("Lupa sandi")
        else:
            self.sessions[name] = self.context.cookies()
            self.page.goto("about:blank")
            self.context.clear_cookies()

    def _sign_in(self, name: str) -> None:
        self.go(self.case or "account_login")
        self.fill("Nama pengguna", name)
        self.fill("Sandi", demo.PASSWORD)
        self.press("Masuk")
        leaving = self.page.get_by_role("button", name="Keluar dari akun", include_hidden=True)
        expect(leaving).to_be_attached(timeout=PATIENCE_MS)

    def press(self, name: str, along: dict[str, dict] | None = None, **fields) -> None:
        """Press a button after filling the fields of its form, and those of what is told `along` by
        its name; whatever is asked about a day is confirmed.
        """
        parts = along or {}
        self._press(name, fields, parts)
        asked = self.page.locator("input[name*=pasti_]:not(:checked)")
        if asked.count():
            for box in asked.all():
                box.check()
            self._press(name, fields, parts)

    def _press(self, name: str, fields: dict, parts: dict[str, dict]) -> None:
        button = self.page.get_by_role("button", name=_spoken(name))
        self._unfold(name, button)
        if fields:
            form = self.page.locator("form", has=button)
            for label, value in fields.items():
                self._fill(form, label.replace("_", " "), value)
        for part, told in parts.items():
            self._tell_along(part, told)
        # Whoever looks next must not see the page that is going.
        with self.page.expect_navigation() if button.evaluate(SENDS_ITS_FORM) else nullcontext():
            button.click()

    def _tell_along(self, part: str, told: dict) -> None:
        """Fill in what may be recorded along with the act that stands open."""
        fold = self.page.locator("details", has=self.page.locator("legend", has_text=part))
        if not fold.evaluate("fold => fold.open"):
            fold.locator("summary").first.click()
        for label, value in told.items():
            self._fill(fold, label.replace("_", " "), value)

    def _unfold(self, name: str, button: Locator) -> None:
        """Open what the button is folded into: of several acts only the first stands open."""
        hidden = self.page.get_by_role("button", name=_spoken(name), include_hidden=True)
        if button.count() == 0 and hidden.count():
            self.page.locator("details:not([open])", has=hidden).locator("summary").first.click()

    def follow(self, name: str, *, exact: bool = False) -> None:
        self.page.get_by_role("link", name=name, exact=exact).first.click()

    def fill(self, label: str, value) -> None:
        self._fill(self.page.locator("main"), label, value)

    def _fill(self, where: Locator, label: str, value) -> None:
        field = where.get_by_label(
            re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$", re.IGNORECASE)
        ).first
        kind = field.evaluate("e => e.tagName == 'SELECT' ? 'select' : e.type")
        if kind == "select":
            field.select_option(label=value)
        elif kind in ("checkbox", "radio"):
            field.check()
        elif kind == "file":
            field.set_input_files(value)
        else:
            field.fill(str(value))

    def judge(self, outcome: str) -> None:
        """Give every point of the open study the same finding."""
        for point in self.page.locator("select[name^=butir]").all():
            point.select_option(label=outcome)

    def leave_field(self) -> None:
        """Go on to the next field, and wait until what was typed is kept."""
        self.page.keyboard.press("Tab")
        self.see("Tersimpan sebagai draf pukul")

    # Looking

    def see(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible(
                timeout=PATIENCE_MS
            )

    def inspect(self) -> None:
        """Look for serious barriers on the open page, with all that opens on it opened, and for
        what a telephone cannot show.
        """
        self.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate(BARRIERS, sorted(self.looks or ()))
        self.complaints += [f"{self.page.url}: {barrier}" for barrier in found["barriers"]]
        if self.looks is not None:
            self.looks.update(found["learned"])
        self.page.set_viewport_size({"width": 360, "height": 740})
        self.complaints += [
            f"{self.page.url}: {part}" for part in self.page.evaluate(WIDER_THAN_WINDOW)
        ]
        self.page.set_viewport_size({"width": 1280, "height": 900})

    # Papers

    def make(self, requirement: str, title: str, patiently: bool = False, **fields) -> str:
        """Order a paper and read it; when `patiently`, touch nothing until the page shows it by
        itself.
        """
        if self._is_letter(requirement):
            return self.make_letter(requirement, title)
        return self.make_by(f"Buat dokumen: {requirement}", title, patiently, **fields)

    def _is_letter(self, requirement: str) -> bool:
        name = _spoken(f"Buat konsep: {requirement}")
        return self.page.get_by_role("button", name=name, include_hidden=True).count() > 0

    def make_letter(self, requirement: str, title: str) -> str:
        """Begin a letter, give it its number as it stands, and read what is to be signed."""
        self._number_letter(requirement)
        self._await_papers()
        self.page.reload()
        papers = self.page.locator("#dokumen")
        return self.read(papers.get_by_role("link", name=f"Buka PDF {title} revisi").first)

    def _number_letter(self, requirement: str) -> None:
        """From the page of its case and back there."""
        case = self.page.url.split("#")[0]
        self.press(f"Buat konsep: {requirement}")
        self._repeat_if_asked()
        initial(Letter.objects.latest("pk"))
        self.page.reload()
        self.press("Beri nomor dan cetak untuk ditandatangani")
        self.see("Surat bernomor; berkasnya sedang dibuat.")
        self.page.goto(case)

    def make_unread(self, requirement: str, title: str) -> None:
        """Order a paper of which only that it is there is asked: blank, and without the worker."""
        with pytest.MonkeyPatch.context() as patches:
            patches.setattr(rendering, "to_pdf", lambda paper: b"%PDF-1.7 blank")
            patches.setattr(rendering, "queue_document", lambda *key: None)
            if self._is_letter(requirement):
                self._number_letter(requirement)
            else:
                self.press(f"Buat dokumen: {requirement}")
                self.see("Dokumen sedang dibuat.")
            rendering.render_queued_document(Document.objects.latest("pk").pk)
        self.page.reload()
        name, papers = f"Buka PDF {title} revisi", self.page.locator("#dokumen")
        assert papers.get_by_role("link", name=name, include_hidden=True).count()

    def make_by(self, button: str, title: str, patiently: bool = False, **fields) -> str:
        """The same for a paper that a button orders along with something else."""
        papers = self.page.locator("#dokumen")
        revisions = papers.get_by_role("link", name=f"Buka PDF {title} revisi", include_hidden=True)
        before = revisions.count()
        self.press(button, **fields)
        self._repeat_if_asked()
        self.see("Dokumen sedang dibuat.")
        link = papers.get_by_role("link", name=f"Buka PDF {title} revisi {before + 1}")
        if patiently:
            expect(link).to_be_visible(timeout=PATIENCE_MS)
        else:
            self._await_papers()
            self.page.reload()
        return self.read(link)

    def _repeat_if_asked(self) -> None:
        """Whoever orders a paper that stands already is asked first."""
        if self.page.get_by_role("heading", name="Sudah ada").count():
            self.press("Buat lagi")

    def _await_papers(self) -> None:
        """Ask for the list of papers alone, which costs less than the page, until none is being
        made.
        """
        papers = self.page.url.split("#")[0] + "dokumen/"
        for _ in range(PATIENCE_MS // 200):
            if "Dokumen sedang dibuat" not in self.context.request.get(papers).text():
                return
            self.page.wait_for_timeout(200)

    def read(self, link: Locator) -> str:
        """The text of the PDF behind a link, fetched with the session of the browser."""
        answer = self.context.request.get(self.root + link.get_attribute("href"))
        assert answer.headers["content-type"] == "application/pdf"
        pages = PdfReader(io.BytesIO(answer.body())).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())
