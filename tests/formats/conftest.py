"""Where the shipped formats are, and a sound copy of one to spoil."""

import shutil
from pathlib import Path

import pytest

SHIPPED = Path(__file__).parents[2] / "workshop_formats"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the retrospective, free to be broken."""
    folder = tmp_path / "retrospective-projet"
    shutil.copytree(SHIPPED / "retrospective-projet", folder)
    return folder
