"""What became of an import, told to whoever ordered it."""

from django.urls import reverse

from agreements.models import BatchState, ImportBatch
from kerjasama.notices.models import Kind
from kerjasama.notices.posting import send_notice

ENDED = {
    BatchState.CHECKED: "Selesai diperiksa",
    BatchState.MATCHING: "Perlu jawaban Anda",
    BatchState.REFUSED: "Berkas ditolak",
    BatchState.IMPORTED: "Selesai diimpor",
    BatchState.UNDONE: "Impor dibatalkan",
}


def publish_import_result(batch_id: int) -> None:
    """Once the worker is through with it; each order is told once."""
    batch = ImportBatch.objects.filter(pk=batch_id).first()
    if batch is None or batch.state not in ENDED:
        return
    state = BatchState(batch.state)
    result = ENDED[state]
    if batch.error and state is not BatchState.REFUSED:
        result = "Impor gagal"
    counts = (
        f"{batch.new} baru, {batch.duplicates} sudah tercatat, {batch.errors} perlu diperbaiki."
    )
    ordered_by = {BatchState.IMPORTED: batch.imported_by_id, BatchState.UNDONE: batch.undone_by_id}
    key = f"impor/{batch.pk}/{state}/{batch.ordered_at:%s%f}"
    send_notice(
        [ordered_by.get(state) or batch.by_id],
        Kind.OUTCOME,
        key,
        f"{result}: {batch.file_name}",
        batch.error or counts,
        reverse("impor-rinci", args=[batch.pk]),
    )
