"""The examples in the façade's docstrings and in the README do what they show."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

import citekit
from citekit import api

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.mark.parametrize("module", [citekit, api], ids=lambda module: module.__name__)
def test_docstrings(module):
    result = doctest.testmod(module, optionflags=FLAGS)
    assert result.attempted
    assert not result.failed


def test_python_examples_of_the_readme(root: Path, tmp_path: Path, monkeypatch):
    readme = (root / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```(?:python|pycon)\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    if not blocks:
        pytest.skip("README.md has no Python example")
    os.symlink(root / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)  # where examples may write files
    names: dict[str, object] = {}
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=FLAGS)
    for number, block in enumerate(blocks, 1):
        if ">>>" in block:
            example = parser.get_doctest(block, names, f"README.md[{number}]", "README.md", 0)
            runner.run(example, clear_globs=False)
            names |= example.globs
        else:
            exec(compile(block, f"README.md[{number}]", "exec"), names)
    assert not runner.summarize(verbose=False).failed


def test_console_examples_of_the_readme(root: Path, tmp_path: Path):
    """What the README shows under a command is what the command prints."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("the README's examples are for a POSIX shell; there is no bash here")
    readme = (root / "README.md").read_text(encoding="utf-8")
    os.symlink(root / "seeds", tmp_path / "seeds")
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "COLUMNS": "80", "LC_ALL": "C.UTF-8"}
    shown = 0
    for block in re.findall(r"^```console\n(.*?)^```", readme, re.MULTILINE | re.DOTALL):
        examples = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
        if not any(output for _, output in examples):
            continue  # recipes, on files that a reader would have
        for command, output in examples:
            done = subprocess.run(
                [bash, "-c", command],
                check=False,  # some examples show what an error prints
                cwd=tmp_path,
                env=environment,
                capture_output=True,
                text=True,
            )
            assert done.stdout == output, command
            shown += bool(output)
    assert shown >= 4


@pytest.mark.parametrize("name", sorted(set(citekit.__all__) - {"__version__"}))
def test_every_public_name_is_there_and_documented(name):
    assert getattr(citekit, name).__doc__


def test_readme_commands_exist(root: Path):
    from citekit.cli.root import COMMANDS

    readme = (root / "README.md").read_text(encoding="utf-8")
    called = set(re.findall(r"^(?:\$ |.*&& )?citekit (\w+)", readme, re.MULTILINE))
    assert called <= set(COMMANDS)
