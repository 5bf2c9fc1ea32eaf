"""Watches folders and files of the repository and yields the paths that changed.

One thread watches the folders' trees, another the folder that holds them. An editor that saves by renaming replaces a file
(``mkdocs.yml``), and git removes a folder and creates it again; a single watcher would keep watching the removed one.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

from watchfiles import Change, watch

_DEBOUNCE, _STEP = 60, 20  # milliseconds
_TICK = 0.5  # seconds between two checks of ``stop``


class FileWatcher:
    """Watches ``folders`` and ``files``, both relative to ``root``, while its ``with`` block runs."""

    def __init__(self, root: Path, folders: Sequence[str], files: Sequence[str]) -> None:
        self._root = root
        self._folders = [root / name for name in folders]
        self._files = {root / name for name in files}
        self._found: queue.Queue[set[Path]] = queue.Queue()
        self._stop = threading.Event()
        self._trees_stop = threading.Event()
        self._trees_thread: threading.Thread | None = None
        self._top_thread = threading.Thread(target=self._top, daemon=True)

    def __enter__(self) -> FileWatcher:
        self._follow_trees()
        self._top_thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._top_thread.join()
        self._leave_trees()

    def changes(self, stop: threading.Event | None = None) -> Iterator[set[Path]]:
        """Yield sets of changed paths until ``stop`` is set or Ctrl+C is pressed."""
        while not (stop and stop.is_set()):
            try:
                paths = self._found.get(timeout=_TICK)
            except queue.Empty:
                continue
            except KeyboardInterrupt:
                return
            while not self._found.empty():
                paths |= self._found.get_nowait()
            yield paths

    def _top(self) -> None:
        """Watch the root folder: its files, and the creation and removal of the watched folders."""
        for found in _changes([self._root], self._stop, recursive=False):
            folders = {path for change, path in found if path in self._folders and change is not Change.modified}
            if folders:
                self._leave_trees()
                self._follow_trees(again=folders)
            if paths := folders | {path for _, path in found if path in self._files}:
                self._found.put(paths)

    def _follow_trees(self, again: set[Path] | None = None) -> None:
        there = [folder for folder in self._folders if folder.is_dir()]
        self._trees_stop = threading.Event()
        self._trees_thread = threading.Thread(target=self._trees, args=(there, again, self._trees_stop), daemon=True)
        self._trees_thread.start()

    def _leave_trees(self) -> None:
        self._trees_stop.set()
        if self._trees_thread:
            self._trees_thread.join()

    def _trees(self, folders: list[Path], again: set[Path] | None, stop: threading.Event) -> None:
        """Watch the trees of the folders. again: folders created again, reported at once with the files already in them."""
        if not folders:
            return
        for found in _changes(folders, stop, recursive=True):
            if paths := {path for _, path in found} | (again or set()):
                self._found.put(paths)
            again = None


def _changes(paths: list[Path], stop: threading.Event, *, recursive: bool) -> Iterator[list[tuple[Change, Path]]]:
    """Yield lists of changes; an empty list every ``_TICK`` seconds shows that the watcher runs.

    Ends without an error when a folder is removed: the other thread starts a new watcher.
    """
    watched = watch(
        *paths, debounce=_DEBOUNCE, step=_STEP, stop_event=stop, recursive=recursive, raise_interrupt=False,
        rust_timeout=int(_TICK * 1000), yield_on_timeout=True,
    )  # fmt: skip
    try:
        for found in watched:
            yield [(change, Path(path)) for change, path in found]
    except FileNotFoundError:
        return
