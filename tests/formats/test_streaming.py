"""Large files in pieces: the same references and diagnostics as when they are read whole."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import libraries

from citekit import iter_read, read
from citekit.errors import Diagnostic, InputError, StrictError, UsageError
from citekit.formats import FORMATS, streaming, write
from citekit.formats.streaming import is_streamed, stream
from citekit.model import Library

STREAMED = [each.name for each in FORMATS.values() if is_streamed(each) and each.is_written]


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "PIECE", 40)


def streamed(text: str, name: str, size: int = 7) -> list[Library]:
    chunks = [text[start : start + size] for start in range(0, len(text), size)]
    return list(stream(lambda: chunks, FORMATS[name]))


def test_which_formats_are_streamed() -> None:
    assert {"csljson", "bibtex", "biblatex", "ris"} <= set(STREAMED)


@pytest.mark.parametrize("name", STREAMED)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(library=libraries())
def test_the_same_as_whole(name: str, library: Library) -> None:
    text = write(library, name)
    whole = FORMATS[name].module.read(text)
    pieces = streamed(text, name)
    assert tuple(each for piece in pieces for each in piece.references) == whole.references


BIB = """\
@string{pmp = {Politiques et management public}}
@article{a, journal = pmp, title = {Un titre assez long pour une pièce}}

@incollection{b, crossref = {host}, title = {Chapitre premier}}

@book{c, title = {Un livre entre deux}, year = 1990}

@article{d, journal = pmp, title = {Encore un}, year = 2001, nonsense
@book{host, title = {L'ouvrage}, editor = {Roux, Jean}, year = 1998}
@book{a, title = {La même clé}}
"""


def test_abbreviations_and_inheritance_reach_every_piece() -> None:
    whole = FORMATS["biblatex"].module.read(BIB)
    pieces = streamed(BIB, "biblatex")
    assert len(pieces) > 3
    assert tuple(each for piece in pieces for each in piece.references) == whole.references
    by_key = {each.id: each for each in whole.references}
    assert by_key["b"].container_title == "L'ouvrage"
    # An entry that is broken at the end of its piece is called unclosed.
    found = [
        (each.code.replace("unclosed", "broken"), each.line)
        for piece in pieces
        for each in piece.diagnostics
    ]
    expected = [(each.code, each.line) for each in whole.diagnostics]
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert ("bib-entry-broken", 8) in found


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": "a", "type": "book"},\n {"id": "b", "type": "map"}]',
        '{"items": [{"id": "a", "type": "book"}, {"id": "b", "type": "map"}]}\n',
        '{"id": "a", "type": "book"}\n{"id": "b", "type": "map"}\n',
        '\ufeff[{"id": "a", "type": "book", "title": "} \\" {"},{"id": "b", "type": "map"}]',
    ],
)
def test_json_in_its_forms(text: str) -> None:
    whole = FORMATS["csljson"].module.read(text)
    pieces = streamed(text, "csljson")
    assert [each.id for piece in pieces for each in piece.references] == ["a", "b"]
    assert tuple(each for piece in pieces for each in piece.references) == whole.references
    assert [each for piece in pieces for each in piece.diagnostics] == []


def test_a_broken_item_of_json_is_told_with_its_line() -> None:
    text = '[{"id": "a", "type": "book"},\n{"id": "b" "type": "map"},\n{"id": "c", "type": "map"}]'
    pieces = streamed(text, "csljson")
    assert [each.id for piece in pieces for each in piece.references] == ["a", "c"]
    found = [(each.code, each.line) for piece in pieces for each in piece.diagnostics]
    assert found == [("json-broken", 2)]


def test_line_ends_between_chunks() -> None:
    text = "TY  - BOOK\r\nID  - a\r\nTI  - Un titre\r\nER  - \r\n" * 3
    for size in (1, 2, 3, 11):
        pieces = streamed(text, "ris", size)
        assert [each.id for piece in pieces for each in piece.references] == ["a", "a", "a"]
        codes = [each.code for piece in pieces for each in piece.diagnostics]
        assert codes == ["key-twice", "key-twice"]


def test_keys_that_are_made_are_unique() -> None:
    text = "TY  - BOOK\nTI  - Le livre\nPY  - 2000\nER  - \n" * 4
    keys = [each.id for piece in streamed(text, "ris") for each in piece.references]
    assert len(set(keys)) == 4


# The façade -------------------------------------------------------------------------------------


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_bytes(BIB.encode("cp1252"))
    diagnostics: list[Diagnostic] = []
    references = list(iter_read(path, report=diagnostics.append))
    assert tuple(references) == read(path).references
    assert diagnostics[0].code == "file-not-utf8"
    assert {each.source for each in diagnostics} == {str(path)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "refs.ris"
    text = "TY  - BOOK\nID  - a\nTI  - Été\nER  - \n" * 2
    path.write_text(text, encoding=encoding)
    assert [each.title for each in iter_read(path)] == ["Été", "Été"]


def test_other_formats_are_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "refs.rdf"
    library = read_seed(tmp_path)
    path.write_text(write(library, "rdf"), encoding="utf-8")
    assert tuple(iter_read(path)) == library.references


def read_seed(tmp_path: Path) -> Library:
    source = tmp_path / "a.json"
    source.write_text(json.dumps([{"id": "a", "type": "book", "title": "T"}]), encoding="utf-8")
    return read(source)


def test_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        next(iter_read(tmp_path / "absent.bib"))
    with pytest.raises(InputError):
        next(iter_read(tmp_path))
    path = tmp_path / "a.bib"
    path.write_text("@book{a, title = {T}\n@book{b, title = {U}}\n", encoding="utf-8")
    with pytest.raises(UsageError):
        next(iter_read(path, "bibtx"))
    with pytest.raises(StrictError):
        list(iter_read(path, strict=True))


def test_memory_grows_by_the_keys_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "PIECE", 20_000)
    entry = "@book{{k{}, title = {{Un livre}}, author = {{Durand, Anne}}, year = 2000}}\n"

    def peak(count: int) -> int:
        path = tmp_path / f"{count}.bib"
        path.write_text("".join(map(entry.format, range(count))), encoding="utf-8")
        tracemalloc.start()
        assert sum(1 for _ in iter_read(path)) == count
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(100)
    assert peak(4000) - peak(1000) < 3000 * 500  # a reference takes thousands of bytes
