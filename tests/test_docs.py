"""The examples in the façade's docstrings and in the README do what they show."""

from __future__ import annotations

import doctest
import os
import re
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


@pytest.mark.parametrize("name", sorted(set(citekit.__all__) - {"__version__"}))
def test_every_public_name_is_there_and_documented(name):
    assert getattr(citekit, name).__doc__


def test_readme_commands_exist(root: Path):
    from citekit.cli.root import COMMANDS

    readme = (root / "README.md").read_text(encoding="utf-8")
    called = set(re.findall(r"^(?:\$ |.*&& )?citekit (\w+)", readme, re.MULTILINE))
    assert called <= set(COMMANDS)
