"""Headless Chromium for the tests that look at pages: Debian's own, by its path."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")


def browser() -> Iterator[Any]:
    """A driver; skips where the browser is missing."""
    if not CHROMIUM.exists() or not DRIVER.exists():
        pytest.skip("no /usr/bin/chromium and /usr/bin/chromedriver (make test installs them)")
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = str(CHROMIUM)
    for argument in ("headless=new", "no-sandbox", "disable-gpu", "lang=en", "hide-scrollbars"):
        options.add_argument(f"--{argument}")
    options.add_argument("--window-size=1280,900")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, Service(str(DRIVER)))
    yield driver
    driver.quit()


def complaints(driver: Any) -> list[str]:
    """What the page's console holds against us: errors, policy violations."""
    return [
        entry["message"]
        for entry in driver.get_log("browser")
        if entry["level"] in ("SEVERE", "WARNING")
    ]
