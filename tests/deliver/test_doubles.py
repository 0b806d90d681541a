"""The doubles refuse what Zotero refuses: what passes them has been checked."""

from __future__ import annotations

import json
import socket

import pytest
from deliver.web_double import KEY

IMPORT = "/connector/import?session=a"
RIS = "TY  - JOUR\nTI  - Un\nER  - \n"
USUAL = {"User-Agent": "citekit"}
TOKEN = {"Zotero-Write-Token": "0" * 32}
WEB = {"Zotero-API-Version": "3", "Zotero-API-Key": KEY, "Content-Type": "application/json"}


def send(double, method, path, headers, body=None):
    """The status of the answer, 0 where the connection is closed, and the body."""
    lines = [f"{method} {path} HTTP/1.0", *(f"{name}: {value}" for name, value in headers.items())]
    if body is not None and "Content-Length" not in headers:
        lines.append(f"Content-Length: {len(body.encode())}")
    with socket.create_connection(("127.0.0.1", double.port), timeout=10) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n" + (body or "")).encode())
        answer = b""
        while part := connection.recv(65536):
            answer += part
    head, _, text = answer.decode().partition("\r\n\r\n")
    return (int(head.split()[1]) if head else 0), text


def host(double):
    return {**USUAL, "Host": f"127.0.0.1:{double.port}"}


def test_zotero_answers(zotero):
    status, text = send(zotero, "GET", "/connector/ping", host(zotero))
    assert (status, "Zotero is running" in text) == (200, True)


@pytest.mark.parametrize("name", ["example.org", "192.168.0.1:23119", ""])
def test_zotero_refuses_another_host(zotero, name):
    assert send(zotero, "GET", "/connector/ping", {"Host": name})[0] == 400


@pytest.mark.parametrize("one", [{"User-Agent": "Mozilla/5.0"}, {"Origin": "https://example.org"}])
def test_zotero_closes_the_connection_of_a_browser(zotero, one):
    assert send(zotero, "GET", "/connector/ping", {**host(zotero), **one})[0] == 0
    known = {**host(zotero), **one, "X-Zotero-Connector-API-Version": "3"}
    assert send(zotero, "GET", "/connector/ping", known)[0] == 200


def test_zotero_wants_a_length(zotero):
    headers = {**host(zotero), "Content-Type": "text/plain"}
    assert send(zotero, "POST", IMPORT, headers)[0] == 400


@pytest.mark.parametrize("kind", ["application/json", ""])
def test_zotero_wants_a_file_and_no_json(zotero, kind):
    headers = {**host(zotero), "Content-Type": kind}
    assert send(zotero, "POST", IMPORT, headers, RIS)[0] == 400
    assert zotero.items == []


def test_zotero_knows_its_sessions(zotero):
    headers = {**host(zotero), "Content-Type": "text/plain"}
    assert send(zotero, "POST", IMPORT, headers, RIS)[0] == 201
    assert send(zotero, "POST", IMPORT, headers, RIS)[0] == 409
    assert zotero.items == ["Un"]


def test_zotero_has_translators_for_some_files_only(zotero):
    headers = {**host(zotero), "Content-Type": "text/plain"}
    assert send(zotero, "POST", IMPORT, headers, "hello")[0] == 400


def item(**changes):
    return {"key": "ABCD2345", "version": 0, "itemType": "book", "title": "Un", **changes}


def write(web, objects, headers=TOKEN):
    return send(web, "POST", "/users/475425/items", {**WEB, **headers}, json.dumps(objects))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Zotero-API-Version": "2"}, 400),
        ({"Zotero-API-Key": "other"}, 403),
        ({"Content-Type": "text/plain"}, 400),
        ({"Zotero-Write-Token": "0"}, 400),
        ({"Zotero-Write-Token": "0" * 33}, 400),
    ],
)
def test_the_web_api_refuses_wrong_headers(web, headers, status):
    assert write(web, [item()], {**TOKEN, **headers})[0] == status
    assert web.items == {}


def test_the_web_api_wants_a_token_or_a_version(web):
    assert write(web, [item()], {})[0] == 428
    assert write(web, [item()], {"If-Unmodified-Since-Version": "0"})[0] == 200
    stale = {"If-Unmodified-Since-Version": "0"}
    assert write(web, [item(key="ABCD2346")], stale)[0] == 412


def test_the_web_api_knows_its_tokens(web):
    assert write(web, [item()])[0] == 200
    assert write(web, [item(key="ABCD2346")])[0] == 412
    assert list(web.items) == ["ABCD2345"]


def test_the_web_api_takes_fifty_objects(web):
    keys = [f"AAAA{a}{b}22" for a in "BCDEFGHI" for b in "BCDEFGHI"]
    assert write(web, [item(key=key) for key in keys[:51]])[0] == 413
    assert write(web, [item(key=key) for key in keys[:50]])[0] == 200


def test_the_web_api_wants_an_array(web):
    assert write(web, item())[0] == 400


def test_a_key_in_the_address_is_refused(web):
    assert send(web, "GET", f"/keys/current?key={KEY}", WEB)[0] == 400


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (item(key="abcd2345"), 400),
        (item(key="ABCD2340"), 400),
        (item(version=3), 404),
        (item(itemType="novel"), 400),
        (item(publicationTitle="Genèses"), 400),
        (item(title=3), 400),
        (item(notes=[]), 400),
        (item(creators=[{"creatorType": "director", "name": "X"}]), 400),
        (item(creators=[{"creatorType": "author", "name": "X", "lastName": "Y"}]), 400),
        (item(tags=[{"tag": ""}]), 400),
        (item(tags=[{"name": "x"}]), 400),
        (item(collections=["NONE2345"]), 409),
        (item(accessDate="2020-05"), 400),
        ({"key": "ABCD2345", "itemType": "note", "note": "x", "parentItem": "NONE2345"}, 409),
        ({"key": "ABCD2345", "itemType": "note", "title": "x"}, 400),
    ],
)
def test_the_web_api_refuses_an_object_alone(web, wrong, code):
    status, text = write(web, [wrong, item(key="GHJK2345")])
    assert status == 200
    said = json.loads(text)
    assert (said["failed"]["0"]["code"], said["success"]) == (code, {"1": "GHJK2345"})
    assert list(web.items) == ["GHJK2345"]


def test_the_web_api_does_not_make_what_is_there(web):
    write(web, [item()])
    _, text = write(web, [item(title="Deux")], {"Zotero-Write-Token": "1" * 32})
    assert json.loads(text)["failed"]["0"]["code"] == 412
    assert web.titles() == ["Un"]


def test_an_attachment_has_an_address(web):
    write(web, [item()])
    child = {"key": "GHJK2345", "itemType": "attachment", "parentItem": "ABCD2345"}
    _, text = write(web, [child], {"Zotero-Write-Token": "1" * 32})
    assert json.loads(text)["failed"]["0"]["code"] == 400
