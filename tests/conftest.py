"""What all tests share: how hard hypothesis looks, and the ground of the real server."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from scripts.browser import provide_browser
from tests.house import Server

settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("fuzz", settings.get_profile("steady"), derandomize=False, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why a test was asked twice: what happens once in a while is an error of ours more often than not."""
    for report in terminalreporter.getreports("rerun"):
        terminalreporter.write_sep("_", f"asked once more: {report.nodeid}")
        terminalreporter.write_line(report.longreprtext[-3_000:])


@pytest.fixture(scope="session", params=["eventlet", "threading"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server process, in each of the two modes in which one may run."""
    with Server(tmp_path_factory.mktemp(request.param), ASYNC_MODE=request.param) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium that asks nothing of the world outside."""
    with sync_playwright() as tool:
        running = tool.chromium.launch(
            executable_path=str(provide_browser()),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield running
        running.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An empty data folder."""
    return tmp_path / "var"
