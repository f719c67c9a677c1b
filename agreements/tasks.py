from celery import shared_task

from .documents import rendering
from .workflow import engine


@shared_task
def render_document(document_id: int) -> None:
    rendering.render(document_id)


@shared_task
def sweep_outbox() -> None:
    rendering.sweep()


@shared_task
def settle_lapsed() -> None:
    engine.settle_lapsed()
