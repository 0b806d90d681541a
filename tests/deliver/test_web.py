"""Through the Web API: batches, children, collections, rights; and nothing twice."""

from __future__ import annotations

import json

import pytest
from deliver.double import CUT_AFTER, CUT_BEFORE, Reply
from deliver.web_double import KEY
from deliver.works import article, articles, with_children

from citekit import Date
from citekit.deliver import web as target
from citekit.errors import DeliveryError, UsageError

ITEMS = "/users/475425/items"
COLLECTIONS = "/users/475425/collections"
ENVIRONMENT = {"ZOTERO_API_KEY": KEY}


def push(web, clock, references, environment=ENVIRONMENT, **options):
    options = {"server": web.address, "clock": clock, "environment": environment, **options}
    return target.push(references, **options)


def refused(*args, **options):
    with pytest.raises(DeliveryError) as problem:
        push(*args, **options)
    return problem.value.code


def codes(done):
    return [found.code for found in done.diagnostics]


def keys(sent):
    return [each.reference for each in sent]


def sizes(web):
    return [len(json.loads(seen.body)) for seen in web.posts(ITEMS)]


def test_references_arrive(web, clock):
    done = push(web, clock, articles(3))
    assert web.titles() == ["Article 0", "Article 1", "Article 2"]
    assert done.place == "users/475425 (mdupont)"
    assert keys(done.added) == ["key0", "key1", "key2"]
    assert {each.item for each in done.added} == set(web.items)
    assert (done.diagnostics, clock.slept) == ((), [])


def test_what_an_item_says(web, clock):
    push(web, clock, articles(1))
    (item,) = web.items.values()
    assert item["itemType"] == "journalArticle"
    assert item["publicationTitle"] == "Genèses"
    assert item["date"] == "2006-12"
    assert item["citationKey"] == "key0"
    assert item["creators"] == [
        {"creatorType": "author", "firstName": "Marie", "lastName": "Dupont"},
        {"creatorType": "author", "name": "Insee"},
    ]


def test_a_write_says_its_version_and_has_a_token(web, clock):
    push(web, clock, articles(1))
    (seen,) = web.posts(ITEMS)
    assert seen.headers["zotero-api-version"] == "3"
    assert len(seen.headers["zotero-write-token"]) == 32
    assert set(seen.headers["zotero-write-token"]) <= set("0123456789abcdef")


def test_batches_of_fifty(web, clock):
    done = push(web, clock, articles(120))
    assert sizes(web) == [50, 50, 20]
    assert len(done.added) == len(web.items) == 120
    assert len({seen.headers["zotero-write-token"] for seen in web.posts(ITEMS)}) == 3


def test_a_second_run_adds_nothing(web, clock):
    push(web, clock, articles(3))
    done = push(web, clock, articles(3))
    assert (keys(done.added), keys(done.known)) == ([], ["key0", "key1", "key2"])
    assert sizes(web) == [3]


def test_without_its_ledger_a_second_run_still_adds_nothing(web, clock, state):
    push(web, clock, [*articles(3), with_children(7)])
    before = dict(web.items)
    for file in (state / "pushed").iterdir():
        file.unlink()
    done = push(web, clock, [*articles(3), with_children(7)])
    assert keys(done.known) == ["key0", "key1", "key2", "key7"]
    assert (done.added, done.children) == ((), 0)
    assert web.items == before


def test_again_adds_them_again(web, clock):
    push(web, clock, [with_children(1)])
    done = push(web, clock, [with_children(1)], again=True)
    assert web.titles() == ["Article 1", "Article 1"]
    assert len(web.children("note")) == 2
    assert keys(done.added) == ["key1"]


def test_a_corrected_work_is_another_and_said_to_be(web, clock):
    push(web, clock, [with_children(1), article(2)])
    done = push(web, clock, [with_children(1).replace(page="12-15"), article(2)])
    assert (keys(done.added), keys(done.known)) == (["key1"], ["key2"])
    assert [(found.code, found.reference) for found in done.diagnostics] == [
        ("web-file-not-sent", "key1"),
        ("push-changed", "key1"),
    ]


def test_the_same_work_twice_is_added_once(web, clock):
    push(web, clock, [article(1), article(1).replace(id="copy")])
    assert web.titles() == ["Article 1"]


def test_notes_and_addresses_are_children(web, clock):
    done = push(web, clock, [with_children(1), article(2)])
    parent = done.added[0].item
    (note,) = web.children("note")
    assert note["parentItem"] == parent
    assert note["note"] == "<p>À relire &lt;1&gt;</p>"
    (attachment,) = web.children("attachment")
    assert attachment["parentItem"] == parent
    assert attachment["url"] == "https://example.org/1.pdf"
    assert attachment["title"] == "Texte intégral"
    assert sizes(web) == [2, 2]
    assert done.children == 2


def test_children_are_not_sent_twice(web, clock):
    push(web, clock, [with_children(1)])
    sent = len(web.posts(ITEMS))
    done = push(web, clock, [with_children(1)])
    assert (len(web.posts(ITEMS)), done.children) == (sent, 0)


def test_a_file_on_this_computer_is_said_not_to_be_sent(web, clock):
    done = push(web, clock, [with_children(1)])
    assert codes(done) == ["web-file-not-sent"]
    assert "files/copie.pdf" in done.diagnostics[0].message()


def test_children_that_were_missed_come_with_the_next_run(web, clock):
    web.fail(ITEMS, None, Reply(409, "The target library is locked"))
    assert codes(push(web, clock, [with_children(1)]))[-1] == "web-locked"
    assert web.children("note") == []
    done = push(web, clock, [with_children(1)])
    assert (keys(done.known), done.children) == (["key1"], 2)
    assert web.titles() == ["Article 1"]


def test_an_object_that_fails_does_not_stop_the_others(web, clock):
    bad = article(1).replace(custom={"zotero": {"fields": {"numPages": "12"}}}, note="perdue")
    done = push(web, clock, [article(0), bad, article(2)])
    assert web.titles() == ["Article 0", "Article 2"]
    assert keys(done.added) == ["key0", "key2"]
    assert done.failed == ("key1",)
    (found,) = done.diagnostics
    assert (found.code, found.severity, found.reference) == ("web-failed-item", "error", "key1")
    assert "'numPages' is not a valid field" in found.message()
    assert web.children("note") == []


def test_what_failed_is_tried_again(web, clock):
    web.creators["journalArticle"].remove("author")
    assert push(web, clock, articles(2)).failed == ("key0", "key1")
    web.creators["journalArticle"].add("author")
    assert keys(push(web, clock, articles(2)).added) == ["key0", "key1"]


def test_a_month_of_access_is_in_extra(web, clock):
    push(web, clock, [article(1).replace(accessed=Date(date_parts=((2020, 5),)))])
    push(web, clock, [article(2).replace(accessed=Date(date_parts=((2020, 5, 3),)))])
    month, day = web.items.values()
    assert "accessDate" not in month
    assert "accessed: 2020-05" in month["extra"]
    assert day["accessDate"] == "2020-05-03"


def test_a_rehearsal_writes_nothing(web, clock, state):
    done = push(web, clock, articles(2), collection="Thesis", rehearse=True)
    assert done.place == "users/475425 (mdupont) › Thesis"
    assert keys(done.added) == ["key0", "key1"]
    assert {seen.method for seen in web.seen} == {"GET"}
    assert not state.exists()


# Collections ---------------------------------------------------------------------------------


def test_a_collection_is_made_once(web, clock):
    push(web, clock, articles(1), collection="Thesis")
    push(web, clock, articles(2), collection="Thesis")
    assert [each["name"] for each in web.collections.values()] == ["Thesis"]
    (key,) = web.collections
    assert [item["collections"] for item in web.items.values()] == [[key], [key]]


def test_a_collection_is_found_behind_a_hundred_others(web, clock):
    for number in range(130):
        web.collections[f"K{number}"] = {"name": f"Nr {number}"}
    push(web, clock, articles(1), collection="Nr 117")
    assert len(web.collections) == 130
    assert next(iter(web.items.values()))["collections"] == ["K117"]


def test_a_collection_is_not_made_for_nothing(web, clock):
    push(web, clock, articles(1))
    done = push(web, clock, articles(1), collection="Other")
    assert keys(done.known) == ["key0"]
    assert web.collections == {}


@pytest.mark.parametrize("cut", [CUT_BEFORE, CUT_AFTER])
def test_a_cut_while_it_is_made(web, clock, cut):
    web.fail(COLLECTIONS, None, cut)
    push(web, clock, articles(1), collection="Thesis")
    assert [each["name"] for each in web.collections.values()] == ["Thesis"]
    assert next(iter(web.items.values()))["collections"] == list(web.collections)


def test_a_collection_that_cannot_be_made(web, clock):
    web.fail(COLLECTIONS, None, Reply(200, {"success": {}, "failed": {"0": {"code": 400}}}))
    done = push(web, clock, articles(1), collection="Thesis")
    assert codes(done) == ["web-no-collection"]
    assert web.items == {}


# Rights --------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [403, 404])
def test_a_wrong_key(web, clock, status):
    web.fail("/keys/current", Reply(status, "Invalid key"))
    assert refused(web, clock, articles(1)) == "web-wrong-key"


def test_a_key_that_the_server_does_not_know(web, clock):
    environment = {"ZOTERO_API_KEY": "abc"}
    assert refused(web, clock, articles(1), environment=environment) == "web-wrong-key"


def test_a_key_that_may_only_read(web, clock):
    web.access["user"]["write"] = False
    assert refused(web, clock, articles(1)) == "web-read-only"
    assert [seen.method for seen in web.seen] == ["GET"]


@pytest.mark.parametrize("library", ["users/1", "groups/456"])
def test_a_library_that_is_not_the_keys(web, clock, library):
    assert refused(web, clock, articles(1), library=library) == "web-read-only"


@pytest.mark.parametrize("rights", [{"456": {"write": True}}, {"all": {"write": True}}])
@pytest.mark.parametrize("how", ["option", "environment"])
def test_a_group(web, clock, rights, how):
    web.path = "/groups/456"
    web.access["groups"] = rights
    if how == "option":
        done = push(web, clock, articles(1), library="groups/456")
    else:
        done = push(web, clock, articles(1), {**ENVIRONMENT, "ZOTERO_LIBRARY": "groups/456"})
    assert done.place == "groups/456"
    assert web.titles() == ["Article 0"]


def test_a_group_that_lets_only_administrators_add(web, clock):
    web.path = "/groups/456"
    web.access["groups"] = {"456": {"write": True}}
    web.fail("/groups/456/items", Reply(403, "Write access denied"))
    assert codes(push(web, clock, articles(1), library="groups/456")) == ["web-forbidden"]


@pytest.mark.parametrize("library", ["me", "users/", "users/12/items", "groups/0", "users/1?x"])
def test_a_name_that_is_no_library(web, clock, library):
    with pytest.raises(UsageError) as problem:
        push(web, clock, articles(1), library=library)
    assert problem.value.code == "web-library-form"
    assert web.seen == []


def test_no_key(web, clock):
    with pytest.raises(UsageError) as problem:
        push(web, clock, articles(1), environment={})
    assert problem.value.code == "web-no-key"


# The key stays where it is -------------------------------------------------------------------


@pytest.mark.parametrize("key", [f"{KEY}\nX-Other: 1", f"{KEY}é", f"{KEY} {KEY}"])
def test_what_can_be_no_key_is_not_repeated(web, clock, key):
    with pytest.raises(UsageError) as problem:
        push(web, clock, articles(1), environment={"ZOTERO_API_KEY": key})
    assert problem.value.code == "web-key-form"
    assert KEY not in f"{problem.value} {problem.value!r} {problem.value.parameters}"


@pytest.mark.parametrize("server", ["http://example.org", "http://127.0.0.1.example.org/x"])
def test_a_key_goes_to_no_open_server(clock, server):
    with pytest.raises(UsageError) as problem:
        target.push(articles(1), server=server, clock=clock, environment=ENVIRONMENT)
    assert problem.value.code == "web-server-unsafe"


def test_a_key_does_not_follow_a_redirection(web, clock):
    web.fail(ITEMS, Reply(302, "", (("Location", f"{web.address}/elsewhere"),)))
    assert codes(push(web, clock, articles(1))) == ["web-refused"]
    assert [seen.path for seen in web.seen] == ["/keys/current", ITEMS]


def test_a_server_that_repeats_the_key_is_not_repeated(web, clock):
    failure = {"code": 400, "message": f"{KEY} is wrong"}
    web.fail(ITEMS, Reply(200, {"failed": {"0": failure}}), Reply(418, f"no, {KEY}"))
    for code in ("web-failed-item", "web-refused"):
        done = push(web, clock, articles(1))
        assert codes(done) == [code]
        assert KEY not in repr(done)
        assert "…" in done.diagnostics[0].message()


def test_the_ledger_does_not_have_the_key(web, clock, state):
    push(web, clock, [with_children(1)])
    (file,) = (state / "pushed").iterdir()
    text = file.read_text(encoding="utf-8")
    assert KEY not in text
    assert "key1" in text
