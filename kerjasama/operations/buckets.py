"""A bucket of S3, or of a server that speaks it (MinIO, Ceph), as a place of backups. Where it
answers and as whom one comes stands in the environment, as boto3 reads it: AWS_ENDPOINT_URL_S3,
AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_DEFAULT_REGION.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kerjasama.operations.refusing import Refused

GONE = {"404", "NoSuchKey", "NotFound"}


class Bucket:
    """Objects of a bucket below a prefix. An object appears when all of it is there."""

    def __init__(self, client: Any, name: str, prefix: str = "") -> None:
        self.client, self.name = client, name
        self.prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""

    def __str__(self) -> str:
        return f"s3://{self.name}/{self.prefix}"

    def sizes(self, under: str) -> Iterator[tuple[str, int]]:
        """Each name below that folder, and how many bytes lie there."""
        pages = self.client.get_paginator("list_objects_v2")
        prefix = self.prefix + (f"{under}/" if under else "")
        with self._said_plainly():
            for page in pages.paginate(Bucket=self.name, Prefix=prefix):
                for row in page.get("Contents", ()):
                    yield row["Key"].removeprefix(self.prefix), row["Size"]

    def put(self, name: str, file: Path) -> None:
        """Send a copy of the file, in parts where it is large."""
        with self._said_plainly():
            self.client.upload_file(str(file), self.name, self.prefix + name)

    def get(self, name: str, file: Path) -> None:
        """Bring what lies there."""
        with self._said_plainly():
            self.client.download_file(self.name, self.prefix + name, str(file))

    def remove(self, name: str) -> None:
        """Take it away."""
        with self._said_plainly():
            self.client.delete_object(Bucket=self.name, Key=self.prefix + name)

    def at_hand(self, name: str, part: Path) -> Path:
        """Bring it here."""
        self.get(name, part)
        return part

    @contextmanager
    def _said_plainly(self) -> Iterator[None]:
        from boto3.exceptions import Boto3Error
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except ClientError as fault:
            code = fault.response.get("Error", {}).get("Code", "")
            if code in GONE:
                raise FileNotFoundError(str(fault)) from fault
            raise Refused(f"{self} menolak: {fault}") from fault
        except (BotoCoreError, Boto3Error) as fault:
            raise Refused(f"{self} tidak dapat dihubungi: {fault}") from fault


def bucket_at(address: str) -> Bucket:
    """The bucket that `s3://bucket/prefix` names; raises Refused where it names none."""
    try:
        import boto3
    except ImportError:
        raise Refused("Cadangan ke S3 memerlukan boto3, yang belum terpasang.") from None
    told = urlsplit(address)
    if not told.netloc:
        raise Refused("Alamat S3 ditulis s3://nama-bucket/awalan.")
    return Bucket(boto3.client("s3"), told.netloc, told.path)
