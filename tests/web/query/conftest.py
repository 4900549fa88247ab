"""The editor is looked at where it is built."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browsing import BUILT, Look, looking
from tests.serving import Client

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def look(browser: Browser, site: Client) -> Iterator[Look]:
    if not BUILT.is_file():
        pytest.skip("the rich editor is not built: npm was not there")
    yield from looking(browser, site)
