"""Plain records are read by their plan as the careful reader reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import libraries

from citekit import files
from citekit.formats import ris
from citekit.formats.ris_fields import KNOWN_TAGS
from citekit.formats.ris_plain import RUN, SHAPES, Plans
from citekit.model import Library


def carefully(text: str) -> Library:
    """What is read of *text* where no record is taken for plain."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Plans, "read", lambda *_: None)
        return ris.read(text)


TEXTS = st.sampled_from(
    [
        "2006/12/01/", "2006", "2006/12//", "2006///autumn", "2024/03/01/10:22:31", "Dec 2006",
        "2006-12", "12 p.", "17", "36", "e12-e17", "de Certeau, Michel", "Certeau, Michel de",
        "King, Martin Luther, Jr.", "Insee,", "Insee", ",", "Ministère de la Ville", "Fanning E.",
        "0758-1726", "978-2-07-072968-5", "10.3406/pomap.1", "https://doi.org/10.3406/pomap.1",
        "http://a.org; http://b.org", "http://a.org", "un, deux", "un; deux", "mot", "fr", " deux ",
        "", " ", "type: review", "csl-json: {}",
    ]
)  # fmt: skip
CODES = st.sampled_from(["JOUR", "BOOK", "CHAP", "THES", "CONF", "RPRT", "Journal", "XXXX", ""])
TAGS = st.one_of(
    st.sampled_from(sorted(KNOWN_TAGS - {"ER"})),
    st.sampled_from(["AU", "AU", "TI", "DA", "PY", "SP", "EP", "KW", "ID", "SN", "DO", "ZZ", "T2"]),
)
LINES = st.one_of(
    st.builds("{}  - {}".format, TAGS, TEXTS),
    st.sampled_from(
        ["", "continued", "TI - loose", "ti  - small", "TI  -", " TI  - moved", "ER  - "]
    ),
)
ENDS = st.sampled_from(
    ["\nER  - \n\n", "\nER  -\n", "\nER  - ", "\n", "\nER  - x\n", "\n\nER  - \n"]
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Records with and without their due, each perhaps many times in a row."""
    records = []
    for _ in range(draw(st.integers(1, 3))):
        lines = draw(st.lists(LINES, max_size=8))
        record = "\n".join([f"TY  - {draw(CODES)}", *lines]) + draw(ENDS)
        records.append(record * draw(st.sampled_from([1, 2, RUN + 3])))
    start = draw(st.sampled_from(["", "\n", "before\n", "TI  - JOUR\n", "ER  - \n"]))
    return start + "".join(records)


@given(texts())
def test_any_records_are_read_as_the_careful_reader_reads_them(text: str) -> None:
    assert ris.read(text) == carefully(text)


@given(texts())
def test_so_are_other_line_ends(text: str) -> None:
    for end in ("\r\n", "\r"):
        assert ris.read(text.replace("\n", end)) == carefully(text)


@given(libraries())
def test_so_is_what_is_written(library: Library) -> None:
    text = ris.write(library)
    assert ris.read(text) == carefully(text)


def test_so_are_real_files(shared: Path, data: Path) -> None:
    paths = [*(shared / "corpora").rglob("*.ris"), *(data / "ris").glob("*.ris")]
    assert len(paths) > 15
    for path in paths:
        text = files.read_text(path).text
        assert ris.read(text) == carefully(text), path.name


def record(number: int) -> str:
    return (
        f"TY  - JOUR\nID  - k{number}\nTI  - Title {number} \nAU  - Le Bras, Anne\n"
        f"AU  - Certeau, Michel de\nPY  - {1900 + number % 99}\nDA  - {1900 + number % 99}/12//\n"
        f"SP  - {number}\nEP  - {number + 9}\nY2  - 2024/03/01/10:22:31\nN1  - a\nN1  - b\n"
        f"L1  - file{number}\nER  - \n\n"
    )


def test_all_usual_records_are_plain() -> None:
    plans = Plans()
    for number in range(3 * RUN):
        reference = plans.read(record(number))
        assert reference is not None
        assert reference.custom == {"ris": {"Y2": ["2024/03/01/10:22:31"], "L1": [f"file{number}"]}}


def test_a_record_of_another_shape_ends_the_run() -> None:
    plain = "".join(map(record, range(2 * RUN)))
    text = f"{plain}TY  - BOOK\nTI  - Other\nER  - \n{plain}"
    library = ris.read(text)
    assert len(library.references) == 4 * RUN + 1
    assert library == carefully(text)


def test_shapes_beyond_number_are_forgotten() -> None:
    plans = Plans()
    for number in range(SHAPES + 20):
        words = "KW  - word\n" * (number % 60) + "AU  - Le Bras, Anne\n" * (number // 60)
        assert plans.read(f"TY  - JOUR\nTI  - T\n{words}ER  - ") is not None
    assert len(plans._plans) < SHAPES
