"""Whatever the system refuses is said in Vietnamese."""

from __future__ import annotations

import errno
import os

import pytest
from danvankheo.base.errors import why


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_no_word_of_the_system_reaches_people(number: int) -> None:
    said = why(OSError(number, os.strerror(number)))
    assert said
    assert os.strerror(number) not in said
