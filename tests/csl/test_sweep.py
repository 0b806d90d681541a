"""Many styles on references of every type, and the seed: no crash, nothing lost, clean joints."""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path

import pytest

from citekit.csl import Citation, Cite, Processor
from citekit.model import TYPES, Reference, decode_items
from citekit.styles.names import folders
from citekit.text.typography import PROFILES, typeset

DATA = Path(__file__).parent.parent / "data" / "csl" / "every-type.json"
FRENCH = (
    "citekit-apa-fr",
    "citekit-apa-fr-esperluette",
    "chicago-author-date-fr",
    "ethics-book-reviews",
    "iso690-author-date-fr",
    "iso690-note-fr",
    "iso690-numeric-fr",
    "modern-language-association",
    "revue-francaise-d-administration-publique",
    "universite-de-liege-droit",
    "universite-laval-faculte-de-theologie-et-de-sciences-religieuses",
)
EVERY = 50
SEED_STYLES = (
    "citekit-apa-fr",
    "apa",
    "iso690-author-date-fr",
    "iso690-numeric-fr",
    "revue-francaise-d-administration-publique",
    "chicago-author-date-fr",
    "ieee",
    "modern-language-association",
)
URL = re.compile(r"https?://\S+")
FAULT = re.compile(r"\?\.|!\.|(?<!\.)\.\.(?!\.)| ,|  |[\ufdd0-\ufdef\U0001fffe]")


def sample() -> list[str]:
    repository = folders()[1:2]
    found = sorted(path.stem for folder in repository for path in folder.glob("*.csl"))
    known = {path.stem for folder in folders()[:2] for path in folder.glob("*.csl")}
    return sorted({*found[::EVERY], *(name for name in FRENCH if name in known)})


@pytest.fixture(scope="module")
def works() -> list[Reference]:
    references, diagnostics = decode_items(json.loads(DATA.read_text(encoding="utf-8")))
    assert diagnostics == []
    assert {reference.type for reference in references} == TYPES
    return references


def clean(text: str, own: str = "") -> bool:
    """Whether *text* has no fault but those that the style writes itself, in *own*."""
    return {*FAULT.findall(URL.sub("URL", text))} <= {*FAULT.findall(own)}


def affixes(processor: Processor) -> str:
    """What the style writes itself."""
    return "\n".join(
        re.findall(r'(?:prefix|suffix|delimiter|value)="([^"]*)"', processor.style.xml.decode())
    )


@pytest.mark.parametrize("name", sample())
def test_every_type(name: str, works: list[Reference], capfd: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        processor = Processor(name, works, output="text", tidy=True)
        texts = processor.citations([Citation([Cite(work.id, "12-14")]) for work in works])
        if processor.style.has_bibliography:
            found = processor.bibliography()
            texts += found.entries
            silent = {d.reference for d in processor.diagnostics if d.code == "empty-reference"}
            assert {*found.ids} | silent >= {work.id for work in works}
    assert not [d for d in processor.diagnostics if d.code == "reference-not-rendered"]
    own = affixes(processor)
    assert [text for text in texts if not clean(text, own)] == []
    assert capfd.readouterr() == ("", "")
    for profile in PROFILES.values():
        once = [typeset(text, profile) for text in texts]
        assert [typeset(text, profile) for text in once] == once


@pytest.mark.parametrize("name", SEED_STYLES)
def test_the_seed(name: str, shared: Path) -> None:
    (file,) = (shared / "seeds").glob("*.expected.json")
    references, _ = decode_items(json.loads(file.read_text(encoding="utf-8")))
    processor = Processor(name, references, output="text", tidy=True)
    found = processor.bibliography()
    assert sorted(found.ids) == sorted(reference.id for reference in references)
    for key, entry in zip(found.ids, found.entries, strict=True):
        reference = next(reference for reference in references if reference.id == key)
        # an abstract is data: what stands in it is not for a style to mend
        printed = entry.replace(" ".join((reference.abstract or "").split()) or "\0", "")
        assert clean(printed)
        assert reference.author
        assert reference.author[0].family
        assert reference.author[0].family.casefold() in printed.casefold()
    for work in references:
        (text,) = processor.citations([Citation([Cite(work.id, "12")])])
        assert clean(text)
        assert "12" in text


def test_the_seed_in_a_style_that_used_to_print_an_empty_translator(shared: Path) -> None:
    (file,) = (shared / "seeds").glob("*.expected.json")
    references, _ = decode_items(json.loads(file.read_text(encoding="utf-8")))
    text = str(Processor("revue-francaise-d-administration-publique", references).bibliography())
    assert "traduit" not in text
