"""``-l`` belongs to the key before it, wherever the other options stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.cli.locators import take_order

VALUED = {"-l", "--locator", "-b", "--bibliography", "-s", "--style"}


@pytest.mark.parametrize(
    ("args", "rest", "places"),
    [
        (["k1", "-l", "p. 12", "k2"], ["k1", "k2"], {0: "p. 12"}),
        (["k1", "k2", "-l", "p. 12"], ["k1", "k2"], {1: "p. 12"}),
        (["k1", "-lp. 12", "k2", "--locator=3"], ["k1", "k2"], {0: "p. 12", 1: "3"}),
        (["k1", "-s", "apa", "-l", "12"], ["k1", "-s", "apa"], {0: "12"}),
        (["-b", "x", "k1", "--style", "apa", "k2", "-l", "12"], None, {1: "12"}),
        (["--style=apa", "k1", "-q", "-l", "12"], ["--style=apa", "k1", "-q"], {0: "12"}),
        (["k1", "-ql", "12"], ["k1", "-q"], {0: "12"}),
        (["k1", "-ql12"], ["k1", "-q"], {0: "12"}),
        (["k1", "-l", "-3"], ["k1"], {0: "-3"}),
        (["k1", "--", "-l"], ["k1", "--", "-l"], {}),
        (["k1", "-sl"], ["k1", "-sl"], {}),  # the style is named “l”
        (["k1", "-l"], ["k1", "-l"], {}),
    ],
)
def test_locators_are_taken_out_in_order(args, rest, places):
    taken, found, starts = take_order(args, VALUED)
    assert found == places
    assert starts == []
    if rest is not None:
        assert taken == rest


@pytest.mark.parametrize(
    ("args", "rest", "places", "starts"),
    [
        (["k1", "--then", "k2"], ["k1", "k2"], {}, [1]),
        (["k1", "k2", "--then", "k1", "-l", "3"], ["k1", "k2", "k1"], {2: "3"}, [2]),
        (["-q", "k1", "--then", "-s", "apa", "k2"], ["-q", "k1", "-s", "apa", "k2"], {}, [1]),
        (["k1", "--then", "k2", "--then", "k3"], ["k1", "k2", "k3"], {}, [1, 2]),
        (["k1", "--then", "--", "-k2"], ["k1", "--", "-k2"], {}, [1]),
    ],
)
def test_then_begins_another_citation(args, rest, places, starts):
    assert take_order(args, VALUED) == (rest, places, starts)


@pytest.mark.parametrize(
    "args", [["--then", "k1"], ["k1", "--then"], ["k1", "--then", "--then", "k2"]]
)
def test_a_citation_without_a_key_is_refused(args):
    with pytest.raises(ValueError, match="then-without-key"):
        take_order(args, VALUED)


@pytest.mark.parametrize(
    "args",
    [
        ["-l", "3", "k1"],
        ["-s", "apa", "-l", "3"],
        ["-q", "-l", "3"],
        ["k1", "--then", "-l", "3", "k2"],
    ],
)
def test_a_locator_before_any_key_is_refused(args):
    with pytest.raises(ValueError, match="locator-without-key"):
        take_order(args, VALUED)


def test_a_second_locator_for_one_key_is_refused():
    with pytest.raises(ValueError, match="locator-twice"):
        take_order(["k1", "-l", "3", "-l", "4"], VALUED)


words = st.lists(
    st.sampled_from(["k", "-l", "-", "--", "-q", "--locator", "-b", "--style=x", "-ql"]), max_size=9
)


@given(words)
def test_without_locators_nothing_changes(args):
    kept = [arg for arg in args if "l" not in arg.partition("=")[0] or arg == "--style=x"]
    assert take_order(kept, VALUED) == (kept, {}, [])
