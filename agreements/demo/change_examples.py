"""What an example change says of itself."""

from datetime import timedelta
from typing import Any

from agreements.demo import evaluating
from agreements.documents.pages.terms_in_force import ArticleInForce, articles_in_force
from agreements.documents.wording.change_clauses import CHANGED
from agreements.models import Agreement
from agreements.models.facts_abroad import ENGLISH
from agreements.regulations.vocabulary import Change
from agreements.workflow import change_effects

REASON = "Pelaksanaan selama ini berjalan baik dan kebutuhan masyarakat bertambah."
WIDER, WIDER_EN = (
    "Cakupannya diperluas ke seluruh kecamatan.",
    "Its coverage is extended to all districts.",
)
SETTLED = (
    "Seluruh pembayaran diselesaikan dan barang dikembalikan kepada pemiliknya paling lambat 30"
    " hari sesudah pengakhiran."
)
SETTLED_EN = (
    "All payments are settled and goods are returned to their owners at the latest 30 days after"
    " the termination."
)


def propose_change(
    change: Agreement,
    part: str = "ruang_lingkup",
    text: str = "",
    days: int = 365,
    *,
    is_evaluated: bool = True,
    **fields: Any,
) -> None:
    """Fill in what the track of the change asks for: the new text of one Pasal, or the end that
    lies `days` off the one in force.

    What waits for a verdict on the agreement above gets one, unless it is to lack it.
    """
    if is_evaluated:
        evaluating.evaluate_before_change(change)
    if change.track.does is Change.AMENDS:
        said = _amends(change, part, text)
    elif change.track.does is Change.EXTENDS:
        said = _extends(change, days)
    else:
        said = _ends(change, days)
    for name, value in (said | {"alasan": REASON} | fields).items():
        setattr(change, name, value)
    change.save()


def _amends(change: Agreement, part: str, text: str) -> dict[str, Any]:
    wider = {part: WIDER, part + ENGLISH: WIDER_EN}
    rows = [
        row for row in articles_in_force(change.above, change.naskah_diubah) if row.part in wider
    ]
    amended = []
    for row in rows:
        new_text = text or f"{row.text}\n{wider[row.part]}"
        amended.append(_clause_row_of(row) | {"text": new_text})
    return {"perubahan": amended}


def _clause_row_of(row: ArticleInForce) -> dict[str, Any]:
    return {
        "part": row.part,
        "title": row.title,
        "place": row.place,
        "how": CHANGED,
        "old": row.text,
    }


def _extends(change: Agreement, days: int) -> dict[str, Any]:
    end = change_effects.end_of(change.above, change.naskah_diubah)
    return {"berakhir_baru": end and end + timedelta(days)}


def _ends(change: Agreement, days: int) -> dict[str, Any]:
    end = change.above.ends_on
    said = {
        "dasar_akhir": "kesepakatan",
        "penyelesaian": SETTLED,
        "berakhir_baru": end and end - timedelta(days),
    }
    if change.track.is_foreign:
        said |= {"dasar_akhir": "prosedur", "penyelesaian_en": SETTLED_EN}
    return said
