"""Takes the pictures of README and of the manuals anew from a running demo (bin/start).

`.venv/bin/python bin/pictures.py [address]`; the browser is that of the tests. Pictures are reduced
to few colours, so that they stay small.
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SCREENSHOTS, MANUALS = ROOT / "docs" / "screenshots", ROOT / "docs" / "panduan" / "gambar"
PASSWORD = "Perahu-Tepian-Senja-71"  # noqa: S105 (bin/start prints it)
MOST_BYTES = 60_000
DESK, BOOK, PHONE = (1366, 800), (1100, 640), (390, 780)
FIRST_TASK = ".task .what"
STUDY, DRAFT, NUMBERED = (
    f"{FIRST_TASK}:has-text('{words}')"
    for words in ("Catat hasil pengkajian TKKSD", "Setujui rancangan", "Buat Naskah")
)


class Picture(NamedTuple):
    """`opens` is followed on the page at `path` before the picture is taken."""

    file: Path
    user: str
    path: str
    size: tuple[int, int]
    opens: str = ""


def of_readme(name: str, user: str, path: str = "/", **more: str) -> Picture:
    return Picture(SCREENSHOTS / f"{name}.png", user, path, DESK, **more)


def of_manual(name: str, user: str, path: str = "/", **more: str) -> Picture:
    return Picture(MANUALS / f"{name}.png", user, path, BOOK, **more)


PICTURES = (
    of_readme("staf", "staf"),
    of_readme("verifikator", "verifikator", opens=NUMBERED),
    of_readme("pimpinan", "pimpinan", "/dasbor/"),
    of_readme("kepala", "kepala"),
    of_readme("kabag", "kabag", "/dasbor/"),
    of_readme("tkksd", "tkksd", opens=STUDY),
    of_readme("hukum", "hukum", opens=DRAFT),
    of_readme("sekda", "sekda", "/dasbor/"),
    of_readme("bupati", "bupati"),
    of_readme("admin", "admin", "/pengaturan/"),
    Picture(SCREENSHOTS / "ponsel.png", "bupati", "/", PHONE, FIRST_TASK),
    of_manual("tugas", "staf"),
    of_manual("mengajukan", "staf", "/kerja-sama/baru/"),
    of_manual("uji-alur", "staf", "/alur/ksdpk-daerah/uji-alur/"),
    of_manual("tugas-kepala", "kepala"),
    of_manual("memeriksa", "verifikator", opens=NUMBERED),
    of_manual("dasbor-bagian", "kabag", "/dasbor/"),
    of_manual("mengkaji", "tkksd", opens=STUDY),
    of_manual("menelaah", "hukum", opens=DRAFT),
    of_manual("pustaka", "hukum", "/pengaturan/klausul/"),
    of_manual("dasbor-pimpinan", "sekda", "/dasbor/"),
    Picture(MANUALS / "memutuskan.png", "bupati", "/", PHONE, FIRST_TASK),
    of_manual("pengaturan", "admin", "/pengaturan/"),
)


def main(root: str) -> None:
    with sync_playwright() as playwright:
        path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for picture in PICTURES:
            picture.file.parent.mkdir(exist_ok=True)
            picture.file.write_bytes(reduced(take(browser, root, picture)))
            print(picture.file.relative_to(ROOT), picture.file.stat().st_size)


def take(browser: Browser, root: str, picture: Picture) -> bytes:
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="light", locale="id-ID"
    )
    page = context.new_page()
    sign_in(page, root, picture.user)
    page.goto(root + picture.path)
    if picture.opens:
        page.goto(root + (page.locator(picture.opens).first.get_attribute("href") or "/"))
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")
    content = page.screenshot()
    context.close()
    return content


def sign_in(page: Page, root: str, user: str) -> None:
    page.goto(f"{root}/masuk/")
    page.fill("[name=login]", user)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_url(lambda address: "/masuk/" not in address)


def reduced(content: bytes) -> bytes:
    """The picture in as many colours as keep it small."""
    image = Image.open(BytesIO(content)).convert("RGB")
    for colours in (128, 64, 32, 16):
        file = BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        if file.tell() <= MOST_BYTES:
            break
    return file.getvalue()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
