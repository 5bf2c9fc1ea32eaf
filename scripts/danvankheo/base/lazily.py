"""A mapping whose values are made when somebody looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Lazily(Mapping[K, V]):
    """Makes the value of each key once, when it is asked for; the order of the keys is kept."""

    def __init__(self, keys: Iterable[K], make: Callable[[K], V]) -> None:
        self._keys = dict.fromkeys(keys)
        self._make = make
        self._made: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        """Return a value; raises KeyError for a key that is none of these."""
        try:
            return self._made[key]
        except KeyError:
            if key not in self._keys:
                raise
            made = self._made[key] = self._make(key)
            return made

    def __contains__(self, key: object) -> bool:
        """Tell whether the key is one of these, without making anything."""
        return key in self._keys

    def __iter__(self) -> Iterator[K]:
        """Yield the keys."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(self._keys)
