"""Addresses, and where the network is used at all."""

from __future__ import annotations

import ast

import pytest

from citekit.deliver.http import Server
from citekit.deliver.web_client import Client
from citekit.errors import UsageError

NETWORK = {"socket", "ssl", "http", "urllib", "requests", "httpx", "ftplib", "smtplib"}
HARMLESS = {"urllib.parse", "http.cookies"}


@pytest.mark.parametrize(
    ("address", "name", "is_private"),
    [
        ("https://api.zotero.org", "api.zotero.org", True),
        ("https://api.zotero.org/", "api.zotero.org", True),
        ("http://api.zotero.org", "api.zotero.org", False),
        ("http://localhost:23119", "127.0.0.1:23119", True),
        ("http://127.0.0.1:23119", "127.0.0.1:23119", True),
        ("http://[::1]:23119", "127.0.0.1:23119", True),
        ("http://localhost.example.org", "localhost.example.org", False),
    ],
)
def test_an_address(address, name, is_private):
    server = Server(address)
    assert (server.name, server.is_private) == (name, is_private)
    assert not server.address.endswith("/")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "api.zotero.org",
        "ftp://example.org",
        "file:///etc/passwd",
        "http://",
        "http://a b",
        "http://a:b",
        "http://[::1",
        "https://example.org/?key=1",
        "https://example.org/\r\nX: y",
    ],
)
def test_what_is_no_address(address):
    with pytest.raises(UsageError) as problem:
        Server(address)
    assert problem.value.code == "server-form"


def test_a_password_in_an_address_is_not_repeated():
    with pytest.raises(UsageError) as problem:
        Server("https://me:secret@example.org")
    assert "secret" not in str(problem.value)


def test_a_client_does_not_show_its_key(clock):
    client = Client(Server("https://example.org"), "sEcReT", clock)
    assert "sEcReT" not in f"{client} {client!r}"


def test_the_network_is_used_in_this_room_only(root):
    outside = []
    inside = 0
    for file in sorted((root / "citekit").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            found = [n for n in names if n.partition(".")[0] in NETWORK and n not in HARMLESS]
            if file.parent.name == "deliver":
                inside += len(found)
            else:
                outside += [f"{file}: {name}" for name in found]
    assert outside == []
    assert inside
