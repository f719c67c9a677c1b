"""What all processes must know together for a while: who asked how often, which code was used.

It lies in Redis. While Redis is away each process remembers for itself, so that people still sign
in and limits still hold, only process by process.
"""

import json
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from kerjasama.json_values import JsonValue

Answer = TypeVar("Answer")
PAUSE = 15  # seconds in which a silent Redis is not asked again


class PlainValues:
    """Keeps plain values as JSON: whoever writes into Redis runs no code here."""

    def dumps(self, value: JsonValue) -> int | str:
        """Numbers as they are, since Redis itself counts them."""
        return value if type(value) is int else json.dumps(value)

    def loads(self, kept: bytes) -> JsonValue:
        """What was kept."""
        return json.loads(kept)


class SharedCache(RedisCache):
    """Redis, and the memory of this process in its place while it does not answer."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._spare = LocMemCache("shared-cache", params)
        self._silent_until = 0.0

    def _ask(self, name: str, asked: Callable[..., Answer], *args: Any, **kwargs: Any) -> Answer:
        if time.monotonic() >= self._silent_until:
            try:
                return asked(*args, **kwargs)
            except RedisError:
                self._silent_until = time.monotonic() + PAUSE
        return getattr(self._spare, name)(*args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask("add", super().add, *args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> JsonValue:
        return self._ask("get", super().get, *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._ask("set", super().set, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask("touch", super().touch, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask("delete", super().delete, *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask("has_key", super().has_key, *args, **kwargs)

    def incr(self, *args: Any, **kwargs: Any) -> int:
        return self._ask("incr", super().incr, *args, **kwargs)

    def clear(self) -> None:
        """Forget only what this process remembers for itself: Redis holds the queues too."""
        self._spare.clear()
