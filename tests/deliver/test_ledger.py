"""The record of what was pushed: whole, safe from another run, refused where it is broken."""

from __future__ import annotations

import pytest
from deliver.works import article

from citekit import files
from citekit.deliver.ledger import Entry, Ledger, mark
from citekit.errors import DeliveryError, OutputError


def test_it_is_kept():
    Ledger("host/users/1").add({"m": Entry("a", "ABCD2345")})
    assert Ledger("host/users/1").get("m") == Entry("a", "ABCD2345")
    assert Ledger("host/users/2").get("m") is None


def test_two_runs_do_not_overwrite_each_other():
    one, other = Ledger("x"), Ledger("x")
    one.add({"1": Entry("a")})
    other.add({"2": Entry("b")})
    assert [Ledger("x").get(each) for each in "12"] == [Entry("a"), Entry("b")]


def test_what_is_sent_is_written_down_first_and_settled_later():
    ledger = Ledger("x")
    ledger.begin("s", ["1", "2"])
    ledger.begin("t", ["3"])
    ((session, marks), _) = ((each.session, each.marks) for each in Ledger("x").waiting)
    assert (session, marks) == ("s", ["1", "2"])
    ledger.settle("s", {"1": Entry("a")})
    ledger.forget("t")
    again = Ledger("x")
    assert (again.waiting, again.get("1"), again.get("3")) == ([], Entry("a"), None)


def test_a_mark_is_of_what_the_reference_says():
    one = article(1)
    assert mark(one) == mark(one.replace(id="b", citation_key="c"))
    assert mark(one) != mark(one.replace(page="2"))
    assert mark(one) != mark(one.replace(note="x"))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"library": 3}'])
def test_a_broken_one_is_not_taken_for_an_empty_one(text):
    ledger = Ledger("x")
    ledger.add({})
    ledger.path.parent.mkdir(parents=True)
    ledger.path.write_text(text, encoding="utf-8")
    with pytest.raises(DeliveryError) as problem:
        Ledger("x")
    assert problem.value.code == "ledger-broken"
    assert str(ledger.path) in str(problem.value)


def test_one_that_cannot_be_written_is_told(monkeypatch):
    def refuse(texts):
        raise OutputError("file-unwritable", name="x", reason="disk full")

    monkeypatch.setattr(files, "write_texts", refuse)
    with pytest.raises(DeliveryError) as problem:
        Ledger("x").begin("s", ["1"])
    assert problem.value.code == "ledger-unwritable"
    assert "disk full" in str(problem.value)


def test_nowhere_to_keep_it(monkeypatch):
    monkeypatch.setattr(files, "state_folder", lambda: None)
    with pytest.raises(DeliveryError) as problem:
        Ledger("x")
    assert problem.value.code == "ledger-nowhere"
