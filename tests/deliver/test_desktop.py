"""Into a running Zotero: where it goes, what Zotero refuses, and nothing twice."""

from __future__ import annotations

import socket

import pytest
from deliver.double import CLOSE, CUT_AFTER, CUT_BEFORE, Reply
from deliver.works import article, articles

from citekit import files
from citekit.deliver import connector, desktop
from citekit.deliver.http import Cut, Unreached
from citekit.errors import DeliveryError, OutputError, UsageError

IMPORT = "/connector/import"


def push(zotero, clock, references, **options):
    return desktop.push(references, server=zotero.address, clock=clock, **options)


def codes(done):
    return [found.code for found in done.diagnostics]


def keys(sent):
    return [each.reference for each in sent]


def test_references_arrive_in_the_selected_collection(zotero, clock):
    done = push(zotero, clock, articles(3))
    assert zotero.items == ["Article 0", "Article 1", "Article 2"]
    assert done.place == "My Library › Thesis"
    assert keys(done.added) == ["key0", "key1", "key2"]
    assert (done.known, done.diagnostics) == ((), ())


def test_the_root_of_a_library_is_named_once(zotero, clock):
    zotero.selected |= {"id": None, "name": "My Library"}
    assert push(zotero, clock, articles(1)).place == "My Library"


def test_zotero_is_asked_before_it_is_sent_anything(zotero, clock):
    push(zotero, clock, articles(1))
    assert [seen.path for seen in zotero.seen] == [
        "/connector/ping",
        "/connector/getSelectedCollection",
        IMPORT,
    ]


@pytest.mark.parametrize(
    ("form", "kind", "start"),
    [
        ("rdf", "application/rdf+xml", b"<?xml"),
        ("ris", "application/x-research-info-systems", b"TY  - JOUR"),
        ("bibtex", "application/x-bibtex", b"@article{"),
        ("biblatex", "application/x-bibtex", b"@article{"),
        ("csljson", "text/plain", b"["),
    ],
)
def test_each_format_has_its_media_type(zotero, clock, form, kind, start):
    push(zotero, clock, articles(2), form=form)
    assert zotero.items == ["Article 0", "Article 1"]
    (seen,) = zotero.posts(IMPORT)
    assert seen.headers["content-type"] == kind
    assert seen.body.startswith(start)


def test_a_format_that_zotero_does_not_take_is_refused(zotero, clock):
    with pytest.raises(UsageError) as problem:
        push(zotero, clock, articles(1), form="coins")
    assert problem.value.code == "push-form"
    assert zotero.seen == []


def test_a_second_run_adds_nothing(zotero, clock):
    push(zotero, clock, articles(3))
    done = push(zotero, clock, articles(3))
    assert (keys(done.added), keys(done.known)) == ([], ["key0", "key1", "key2"])
    assert len(zotero.posts(IMPORT)) == 1


def test_a_second_run_adds_what_is_new(zotero, clock):
    push(zotero, clock, articles(2))
    done = push(zotero, clock, articles(4))
    assert keys(done.added) == ["key2", "key3"]
    assert zotero.items == [f"Article {number}" for number in range(4)]


def test_another_citation_key_does_not_make_another_work(zotero, clock):
    push(zotero, clock, [article(1)])
    done = push(zotero, clock, [article(1).replace(id="other")])
    assert keys(done.known) == ["other"]
    assert zotero.items == ["Article 1"]


def test_a_corrected_work_is_another_and_said_to_be(zotero, clock):
    push(zotero, clock, articles(2))
    done = push(zotero, clock, [article(0), article(1).replace(page="12-15")])
    assert (keys(done.added), keys(done.known)) == (["key1"], ["key0"])
    assert [(found.code, found.reference) for found in done.diagnostics] == [
        ("push-changed", "key1")
    ]


def test_the_same_work_twice_in_one_run_is_added_once(zotero, clock):
    push(zotero, clock, [article(1), article(2), article(1).replace(id="copy")])
    assert zotero.items == ["Article 1", "Article 2"]


def test_another_library_gets_them_too(zotero, clock):
    push(zotero, clock, articles(1))
    zotero.selected |= {"libraryID": 7, "libraryName": "Group", "name": "Group"}
    assert keys(push(zotero, clock, articles(1)).added) == ["key0"]


def test_another_collection_of_the_library_does_not(zotero, clock):
    push(zotero, clock, articles(1))
    zotero.selected |= {"id": 24, "name": "Other"}
    assert keys(push(zotero, clock, articles(1)).known) == ["key0"]
    assert zotero.items == ["Article 0"]


def test_again_adds_them_again_under_another_session(zotero, clock):
    push(zotero, clock, articles(1))
    push(zotero, clock, articles(1), again=True)
    assert zotero.items == ["Article 0", "Article 0"]
    first, second = (seen.query["session"] for seen in zotero.posts(IMPORT))
    assert first != second


def test_nothing_is_sent_that_cannot_be_written_down(zotero, clock, monkeypatch):
    def refuse(texts):
        raise OutputError("file-unwritable", name="x", reason="disk full")

    monkeypatch.setattr(files, "write_texts", refuse)
    assert refused(zotero, clock) == "ledger-unwritable"
    assert zotero.posts(IMPORT) == []


def test_a_rehearsal_sends_nothing_and_remembers_nothing(zotero, clock, state):
    done = push(zotero, clock, articles(2), rehearse=True)
    assert done.is_rehearsal
    assert keys(done.added) == ["key0", "key1"]
    assert done.place == "My Library › Thesis"
    assert zotero.posts(IMPORT) == []
    assert not state.exists()


def refused(zotero, clock, references=None):
    with pytest.raises(DeliveryError) as problem:
        push(zotero, clock, articles(2) if references is None else references)
    return problem.value.code


def test_zotero_is_not_running(clock):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound, and not listening: refused
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(DeliveryError) as problem:
            desktop.push(articles(1), server=address, clock=clock)
    assert problem.value.code == "zotero-not-running"
    assert address in str(problem.value)


def test_something_else_listens_there(zotero, clock):
    zotero.fail("/connector/ping", Reply(200, "<html>a router</html>"))
    assert refused(zotero, clock) == "zotero-not-there"


def test_zotero_closes_the_connection(zotero, clock):
    zotero.fail("/connector/getSelectedCollection", CLOSE)
    assert refused(zotero, clock) == "zotero-silent"


@pytest.mark.parametrize("locked", [{"editable": False}, {"libraryEditable": False}])
def test_a_read_only_library_is_not_sent_anything(zotero, clock, locked):
    zotero.selected |= locked
    assert refused(zotero, clock) == "zotero-read-only"
    assert zotero.posts(IMPORT) == []


def test_a_library_that_was_closed_meanwhile(zotero, clock):
    zotero.fail(IMPORT, Reply(500, {"libraryEditable": False}))
    assert refused(zotero, clock) == "zotero-read-only-now"


@pytest.mark.parametrize(
    ("reply", "code"),
    [(Reply(400, "No translator"), "zotero-no-translator"), (Reply(500, "oops"), "zotero-failed")],
)
def test_after_a_refusal_a_second_run_sends_all(zotero, clock, reply, code):
    zotero.fail(IMPORT, reply)
    assert refused(zotero, clock) == code
    assert keys(push(zotero, clock, articles(2)).added) == ["key0", "key1"]
    first, second = (seen.query["session"] for seen in zotero.posts(IMPORT))
    assert first != second  # Zotero may know the refused one


def test_cut_before_zotero_obeys(zotero, clock):
    zotero.fail(IMPORT, CUT_BEFORE)
    done = push(zotero, clock, articles(2))
    assert keys(done.added) == ["key0", "key1"]
    assert zotero.items == ["Article 0", "Article 1"]
    assert clock.slept == [1.0]


def test_cut_after_zotero_has_obeyed(zotero, clock):
    zotero.fail(IMPORT, CUT_AFTER)
    done = push(zotero, clock, articles(2))
    assert zotero.items == ["Article 0", "Article 1"]
    assert (keys(done.added), keys(done.known)) == ([], ["key0", "key1"])
    assert codes(done) == ["zotero-session-known"]
    sent = len(zotero.posts(IMPORT))
    assert len(push(zotero, clock, articles(2)).known) == 2
    assert len(zotero.posts(IMPORT)) == sent  # it is in the ledger now


def test_cut_for_good_and_the_next_run_adds_nothing_twice(zotero, clock):
    zotero.fail(IMPORT, CUT_AFTER, CUT_AFTER)
    assert refused(zotero, clock) == "zotero-cut"
    done = push(zotero, clock, articles(3))  # a new one among them
    assert zotero.items == ["Article 0", "Article 1", "Article 2"]
    assert (keys(done.added), keys(done.known)) == (["key2"], ["key0", "key1"])
    assert len(push(zotero, clock, articles(3)).known) == 3


def test_cut_and_restarted_is_said_to_be_doubtful(zotero, clock):
    zotero.fail(IMPORT, CUT_AFTER, CUT_AFTER)
    refused(zotero, clock)
    zotero.restart()
    done = push(zotero, clock, articles(2))
    assert codes(done) == ["zotero-maybe-twice"]
    assert len(zotero.items) == 4


def test_cut_and_then_gone_is_not_said_to_be_unsent(zotero, clock):
    zotero.fail(IMPORT, CUT_AFTER, CUT_BEFORE)
    assert refused(zotero, clock) == "zotero-cut"


def test_gone_before_anything_was_sent(zotero, clock, monkeypatch):
    def exchange(method, server, path, *args, **options):
        if path.startswith(IMPORT):
            raise Unreached("refused")
        return real(method, server, path, *args, **options)

    real = connector.exchange
    monkeypatch.setattr(connector, "exchange", exchange)
    assert refused(zotero, clock) == "zotero-not-running"
    monkeypatch.setattr(connector, "exchange", real)
    done = push(zotero, clock, articles(2))
    assert (keys(done.added), codes(done)) == (["key0", "key1"], [])


def test_closed_after_a_cut(zotero, clock, monkeypatch):
    outcomes = iter([Cut(), Unreached("refused")])

    def exchange(method, server, path, *args, **options):
        if path.startswith(IMPORT):
            raise next(outcomes)
        return real(method, server, path, *args, **options)

    real = connector.exchange
    monkeypatch.setattr(connector, "exchange", exchange)
    assert refused(zotero, clock) == "zotero-cut"  # and not: nothing was sent
    monkeypatch.setattr(connector, "exchange", real)
    assert codes(push(zotero, clock, articles(2))) == ["zotero-maybe-twice"]


def test_no_proxy_stands_between_zotero_and_this_computer(zotero, clock, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    assert len(push(zotero, clock, articles(1)).added) == 1


def test_a_library_that_zotero_took_in_part(zotero, clock):
    zotero.fail(IMPORT, Reply(201, [{"itemType": "book", "title": "Article 0"}]))
    done = push(zotero, clock, articles(2))
    assert codes(done) == ["zotero-took-fewer"]
    assert dict(done.diagnostics[0].parameters) == {"taken": 1, "count": 2}


def test_nothing_taken_is_nothing_added(zotero, clock):
    zotero.fail(IMPORT, Reply(201, []))
    assert refused(zotero, clock) == "zotero-took-none"
    assert keys(push(zotero, clock, articles(2)).added) == ["key0", "key1"]


def test_an_answer_that_is_no_list_still_says_that_it_was_taken(zotero, clock):
    zotero.fail(IMPORT, Reply(201, "done"))
    push(zotero, clock, articles(1))
    assert keys(push(zotero, clock, articles(1)).known) == ["key0"]
