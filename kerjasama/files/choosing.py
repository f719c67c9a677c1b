"""Which storage an address names. No Django: settings ask here."""

from typing import Any
from urllib.parse import urlsplit

WAYS = ("", "AES256", "aws:kms")


def storage_at(address: str, encryption: str = "") -> dict[str, Any]:
    """As STORAGES wants it: the folder MEDIA_ROOT where the address is empty, else the bucket of
    `s3://bucket/prefix`, asked to encrypt what lies there. Raises ValueError.
    """
    if not address:
        return {"BACKEND": "kerjasama.files.folder.FolderStorage"}
    told = urlsplit(address)
    if told.scheme != "s3" or not told.netloc:
        raise ValueError(f"FILES_AT={address}: write it as s3://bucket/prefix")
    if encryption not in WAYS:
        raise ValueError(f"FILES_ENCRYPTION={encryption}: use AES256 or aws:kms, or leave it empty")
    options: dict[str, Any] = {
        "bucket_name": told.netloc,
        "location": told.path.strip("/"),
        "object_parameters": {"ServerSideEncryption": encryption} if encryption else {},
    }
    return {"BACKEND": "kerjasama.files.bucket.BucketStorage", "OPTIONS": options}
