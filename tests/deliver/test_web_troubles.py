"""The Web API when it is slow, broken or out of reach: patience with an end, nothing twice."""

from __future__ import annotations

import json
import socket

import pytest
from deliver.double import CUT_AFTER, CUT_BEFORE, Reply
from deliver.web_double import KEY
from deliver.works import articles, with_children

from citekit.deliver import web as target
from citekit.errors import DeliveryError

ITEMS = "/users/475425/items"
DOWN = Reply(500, "An error occurred")
BUSY = Reply(429, "Too many requests")


def push(web, clock, references, **options):
    environment = {"ZOTERO_API_KEY": KEY}
    options = {"server": web.address, "clock": clock, "environment": environment, **options}
    return target.push(references, **options)


def codes(done):
    return [found.code for found in done.diagnostics]


def keys(sent):
    return [each.reference for each in sent]


def test_the_server_asks_to_wait(web, clock):
    web.fail(ITEMS, BUSY._replace(headers=(("Retry-After", "17"),)))
    assert len(push(web, clock, articles(2)).added) == 2
    assert clock.slept == [17]


def test_unavailable_for_a_while(web, clock):
    web.fail(ITEMS, Reply(503, "", (("Retry-After", "30"),)))
    assert len(push(web, clock, articles(2)).added) == 2
    assert clock.slept == [30]


def test_busy_without_a_delay_is_asked_less_and_less_often(web, clock):
    web.fail(ITEMS, BUSY, BUSY, BUSY)
    assert len(push(web, clock, articles(2)).added) == 2
    assert clock.slept == [2, 4, 8]


def test_busy_for_good(web, clock):
    web.fail(ITEMS, *[BUSY] * 4)
    assert codes(push(web, clock, articles(2))) == ["web-busy"]
    assert len(web.posts(ITEMS)) == 4


def test_a_wait_that_is_too_long_is_not_waited(web, clock):
    web.fail(ITEMS, BUSY._replace(headers=(("Retry-After", "3600"),)))
    done = push(web, clock, articles(2))
    assert codes(done) == ["web-wait"]
    assert "3600" in done.diagnostics[0].message()
    assert clock.slept == []


def test_patience_is_for_the_whole_run(web, clock):
    slow = BUSY._replace(headers=(("Retry-After", "120"),))
    web.fail(ITEMS, slow, None, slow, None, slow, None)
    done = push(web, clock, articles(120))
    assert clock.slept == [120, 120]
    assert (codes(done), len(done.added)) == (["web-wait"], 100)


@pytest.mark.parametrize("value", ["soon", "-5", "", "Wed, 21 Oct 2026 07:28:00 GMT"])
def test_a_delay_that_is_no_number_of_seconds(web, clock, value):
    web.fail(ITEMS, BUSY._replace(headers=(("Retry-After", value),)))
    assert len(push(web, clock, articles(2)).added) == 2
    assert clock.slept == [2]


def test_backoff_on_an_accepted_request(web, clock):
    web.fail(ITEMS, ("Backoff", "12"))
    push(web, clock, articles(60))
    assert clock.slept == [12]
    assert len(web.items) == 60


def test_backoff_after_the_last_request_is_not_waited(web, clock):
    web.fail(ITEMS, ("Backoff", "12"))
    push(web, clock, articles(1))
    assert clock.slept == []


def test_an_error_of_the_server_then_success(web, clock):
    web.fail(ITEMS, DOWN)
    assert len(push(web, clock, articles(2)).added) == 2
    assert len(web.items) == 2


def test_errors_of_the_server_for_good(web, clock):
    web.fail(ITEMS, *[DOWN] * 4)
    done = push(web, clock, articles(2))
    assert codes(done) == ["web-down"]
    assert "status 500, 4 times" in done.diagnostics[0].message()
    assert clock.slept == [2, 4, 8]


def test_errors_before_the_work_has_begun_are_raised(web, clock):
    web.fail("/keys/current", *[DOWN] * 4)
    with pytest.raises(DeliveryError) as problem:
        push(web, clock, articles(2))
    assert problem.value.code == "web-down"


def test_a_run_that_stopped_at_the_third_batch_is_resumed(web, clock):
    web.fail(ITEMS, None, None, *[DOWN] * 4)
    first = push(web, clock, articles(120))
    assert (len(first.added), codes(first)) == (100, ["web-down"])
    before = len(web.posts(ITEMS))
    second = push(web, clock, articles(120))
    assert (len(second.added), len(second.known)) == (20, 100)
    assert [len(json.loads(seen.body)) for seen in web.posts(ITEMS)[before:]] == [20]
    assert len(web.items) == 120


@pytest.mark.parametrize("cut", [CUT_BEFORE, CUT_AFTER])
def test_a_cut_connection(web, clock, cut):
    web.fail(ITEMS, cut)
    done = push(web, clock, articles(3))
    assert len(web.items) == 3
    assert len(done.added) + len(done.known) == 3
    assert codes(done) == (["web-batch-known"] if cut == CUT_AFTER else [])


@pytest.mark.parametrize("cut", [CUT_BEFORE, CUT_AFTER])
def test_cut_for_good_then_a_second_run(web, clock, cut):
    web.fail(ITEMS, *[cut] * 4)
    first = push(web, clock, articles(3))
    assert (first.added, codes(first)) == ((), ["web-silent"])
    done = push(web, clock, articles(5))  # other batches, other tokens
    assert sorted(web.titles()) == [f"Article {number}" for number in range(5)]
    assert len(done.added) + len(done.known) == 5
    assert len(done.known) == (3 if cut == CUT_AFTER else 0)


def test_cut_among_the_children(web, clock):
    web.fail(ITEMS, None, CUT_AFTER, CUT_AFTER, CUT_AFTER, CUT_AFTER)
    push(web, clock, [with_children(1)])
    push(web, clock, [with_children(1)])
    assert (len(web.children("note")), len(web.children("attachment"))) == (1, 1)


def test_a_batch_that_was_taken_in_part_and_whose_answer_was_lost(web, clock):
    bad = articles(1, 9)[0].replace(custom={"zotero": {"fields": {"numPages": "12"}}})
    web.fail(ITEMS, CUT_AFTER)
    done = push(web, clock, [*articles(2), bad])
    assert keys(done.known) == ["key0", "key1"]
    assert done.failed == ("key9",)


def test_a_library_that_changed(web, clock):
    stale = Reply(412, "Library has been modified since specified version")
    web.fail(ITEMS, stale, stale)
    done = push(web, clock, articles(2))
    assert codes(done) == ["web-conflict"]
    assert "Library has been modified" in done.diagnostics[0].message()


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(409, "locked"), "web-locked"),
        (Reply(404, "Not found"), "web-no-library"),
        (Reply(413, "Too large"), "web-refused"),
        (Reply(200, "<html>Sign in to the network</html>"), "web-strange"),
        (Reply(200, "[]"), "web-strange"),
    ],
)
def test_other_answers(web, clock, reply, code):
    web.fail(ITEMS, reply)
    assert codes(push(web, clock, articles(2))) == [code]
    assert len(push(web, clock, articles(2)).added) == 2


def test_an_object_of_which_the_answer_says_nothing_is_not_added(web, clock):
    web.fail(ITEMS, Reply(200, {"success": {"0": "ABCD2345"}}))
    done = push(web, clock, articles(2))
    assert (keys(done.added), done.failed) == (["key0"], ("key1",))


@pytest.mark.parametrize("body", ["<html></html>", "[]", {"username": "x"}])
def test_a_sign_in_page_instead_of_the_key(web, clock, body):
    web.fail("/keys/current", Reply(200, body))
    with pytest.raises(DeliveryError) as problem:
        push(web, clock, articles(1))
    assert problem.value.code == "web-strange"


def test_the_server_cannot_be_reached(clock):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(DeliveryError) as problem:
            target.push(
                articles(1), server=address, clock=clock, environment={"ZOTERO_API_KEY": KEY}
            )
    assert problem.value.code == "web-unreached"
    assert clock.slept == []
