"""A bucket of S3, or of a server that speaks it (MinIO, Ceph). Where it answers and as whom one
comes stands in the environment, as boto3 reads it: AWS_ENDPOINT_URL_S3, AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_DEFAULT_REGION.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from kerjasama.files.faults import Unreachable

IN_MEMORY = 8 * 2**20
# Whoever opens a page waits so long for a place that does not answer.
PATIENCE = Config(
    connect_timeout=3, read_timeout=15, retries={"mode": "standard", "total_max_attempts": 2}
)
GONE = {"404", "NoSuchKey", "NotFound"}


class BucketStorage(S3Storage):
    """An object appears when all of it is there. What does not answer raises Unreachable, which
    says nothing of a file.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(client_config=PATIENCE, default_acl=None, file_overwrite=True, **options)

    @property
    def bucket(self) -> Any:
        """Of this thread: what boto3 calls a resource is not for several."""
        return self.connection.Bucket(self.bucket_name)

    def _open(self, name: str, mode: str = "rb") -> "File[Any]":
        kept: Any = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  whoever reads closes it
        with self._said_plainly():
            self.bucket.Object(self._normalize_name(name)).download_fileobj(kept)
        kept.seek(0)
        return File(kept, name)

    def _save(self, name: str, content: "File[Any]") -> str:
        with self._said_plainly():
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        """Take it away."""
        with self._said_plainly():
            super().delete(name)

    def exists(self, name: str) -> bool:
        """Whether it is there."""
        try:
            with self._said_plainly():
                self.bucket.Object(self._normalize_name(name)).load()
        except FileNotFoundError:
            return False
        return True

    def adopt(self, name: str, file: Path) -> None:
        """Take over a finished file of this disk, in parts where it is large."""
        with file.open("rb") as content:
            self.save(name, File(content))
        file.unlink()

    def at_hand(self, name: str, work: Path) -> Path:
        """A copy in `work`."""
        copy = work / Path(name).name
        with self._said_plainly():
            self.bucket.Object(self._normalize_name(name)).download_file(str(copy))
        return copy

    def remove_old_parts(self, before: datetime) -> int:
        """Give up what killed writers sent half before that moment. Returns how many."""
        removed = 0
        with self._said_plainly():
            for upload in self.bucket.multipart_uploads.filter(Prefix=self.location):
                if upload.initiated < before:
                    upload.Object().MultipartUpload(upload.id).abort()
                    removed += 1
        return removed

    def answer(self) -> None:
        """Ask whether the bucket is there and ours. Raises Unreachable or FileNotFoundError."""
        with self._said_plainly():
            self.connection.meta.client.head_bucket(Bucket=self.bucket_name)

    @contextmanager
    def _said_plainly(self) -> Iterator[None]:
        try:
            yield
        except ClientError as fault:
            code = fault.response.get("Error", {}).get("Code", "")
            if code in GONE:
                raise FileNotFoundError(str(fault)) from fault
            raise Unreachable(f"S3: {code}") from fault
        except (BotoCoreError, Boto3Error) as fault:
            raise Unreachable(f"S3: {type(fault).__name__}") from fault
