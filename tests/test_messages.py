"""The catalogues: every code has its sentences in both languages, and every sentence its code."""

from __future__ import annotations

import ast
import builtins
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from citekit.errors import InputError, warning
from citekit.messages import catalogue

PACKAGE = Path(__file__).resolve().parent.parent / "citekit"
FILES = sorted((PACKAGE / "messages").glob("*.toml"))
MAKERS = {"note", "warning", "error", "say"}
PLACE = {"line", "column"}
"""What every sentence can speak of besides its parameters."""


class Call(NamedTuple):
    """A call that makes a diagnostic or an error, or says something to people."""

    code: str
    place: str
    parameters: frozenset[str]
    is_open: bool
    """Whether it takes parameters from elsewhere (``**facts``)."""


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        yield file, ast.parse(file.read_text(encoding="utf-8"))


def calls() -> Iterator[Call]:
    for file, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            is_error = name.endswith("Error") and not hasattr(builtins, name)
            if name not in MAKERS and not is_error:
                continue
            for code in _constants(node.args[0]):
                yield Call(
                    code,
                    f"{file.relative_to(PACKAGE)}:{node.lineno}",
                    frozenset(keyword.arg for keyword in node.keywords if keyword.arg),
                    any(keyword.arg is None for keyword in node.keywords),
                )


def _constants(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _constants(node.body) + _constants(node.orelse)
    return []


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_code_in_the_source_has_a_sentence() -> None:
    missing = [f"{call.place}: {call.code}" for call in calls() if call.code not in catalogue()]
    assert missing == []


def test_every_sentence_has_a_code_in_the_source() -> None:
    said: set[str] = set()
    beginnings: set[str] = set()
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
    made = tuple(beginning for beginning in beginnings if beginning.endswith("-"))
    unused = [code for code in catalogue() if code not in said and not code.startswith(made)]
    assert unused == []


def test_no_code_stands_in_two_catalogues() -> None:
    codes = [code for file in FILES for code in tomllib.loads(file.read_text(encoding="utf-8"))]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_both_languages_say_the_same(code: str) -> None:
    entry = catalogue()[code]
    assert entry.keys() in ({"en", "fr"}, {"en", "fr", "hint-en", "hint-fr"})
    for english, french in (("en", "fr"), ("hint-en", "hint-fr")):
        if english in entry:
            assert placeholders(entry[english]) == placeholders(entry[french])
            assert entry[english].strip()
            assert entry[french].strip()


def test_what_a_sentence_speaks_of_is_given() -> None:
    empty = []
    for call in calls():
        for sentence in catalogue().get(call.code, {}).values():
            unknown = placeholders(sentence) - call.parameters - PLACE
            if unknown and not call.is_open:
                empty.append(f"{call.place}: {call.code} lacks {', '.join(sorted(unknown))}")
    assert empty == []


def test_a_diagnostic_speaks_both_languages() -> None:
    found = warning("file-not-utf8", line=3, encoding="Windows-1252", source="a.txt")
    assert str(found) == "a.txt:3: the bytes are not UTF-8 (line 3); read as Windows-1252"
    assert found.message("fr").startswith("les octets ne sont pas de l'UTF-8 (ligne 3)")
    assert found.message("de") == found.message("en")
    assert "--encoding" in found.hint("fr")


def test_an_error_is_one_sentence_with_its_hint() -> None:
    problem = InputError("file-binary-known", kind="PDF", source="a.pdf")
    assert str(problem).startswith("a.pdf: this is a binary file (PDF), not text")
    assert str(problem).endswith("Save the page as text or HTML, or copy its text.")
    assert problem.exit_code == 1


def test_a_sentence_for_a_code_that_has_none_is_the_code() -> None:
    assert warning("no-such-code").message() == "no-such-code"
