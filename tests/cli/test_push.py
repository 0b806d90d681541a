"""`citekit push`: what it says and where, its exit codes, and the key that is never shown."""

from __future__ import annotations

import json
import socket

import pytest
from click.testing import CliRunner
from deliver.connector_double import Zotero
from deliver.double import CUT_AFTER, Reply
from deliver.web_double import KEY, WebApi

from citekit import files
from citekit.cli.root import citekit_command
from citekit.deliver.clock import SystemClock

ITEMS = "/users/475425/items"
IMPORT = "/connector/import"


@pytest.fixture(autouse=True)
def _own_folder_and_no_waiting(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "state_folder", lambda: tmp_path / "state")
    monkeypatch.setattr(SystemClock, "sleep", lambda self, seconds: None)
    monkeypatch.delenv("ZOTERO_LIBRARY", raising=False)
    monkeypatch.delenv("ZOTERO_API_KEY", raising=False)


@pytest.fixture
def zotero():
    double = Zotero()
    with double.running():
        yield double


@pytest.fixture
def web(monkeypatch):
    monkeypatch.setenv("ZOTERO_API_KEY", KEY)
    double = WebApi()
    with double.running():
        yield double


def test_into_a_running_zotero(run, library, zotero):
    result = run("push", library, "--server", zotero.address)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "added to “My Library › Thesis”: 2 references\n"
    assert len(zotero.items) == 2


def test_a_second_time(run, library, zotero):
    run("push", library, "--server", zotero.address)
    result = run("push", library, "--server", zotero.address)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "pushed to “My Library › Thesis” before: 2 references\n"
    again = run("push", library, "--server", zotero.address, "--again")
    assert again.stdout == "added to “My Library › Thesis”: 2 references\n"
    assert len(zotero.items) == 4


def test_in_french(run, library, zotero):
    result = run("push", library, "--server", zotero.address, lang="fr")
    assert result.stdout == "ajouté dans « My Library › Thesis » : 2 références\n"


def test_a_contents_page(run, seed, zotero):
    result = run("push", seed, "--server", zotero.address)
    assert result.exit_code == 0
    assert result.stdout.endswith(": 8 references\n")
    assert len(zotero.items) == 8


def test_a_dry_run(run, library, zotero):
    result = run("push", library, "--server", zotero.address, "--dry-run", "-v")
    assert result.stdout.splitlines() == [
        "would be added to “My Library › Thesis”: 2 references",
        "  crozet2006public",
        "  michel2006gestion",
    ]
    assert zotero.items == []


def test_quiet(run, library, zotero):
    result = run("push", library, "--server", zotero.address, "-q")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert len(zotero.items) == 2


def test_a_library_name_cannot_play_with_the_terminal(run, library, zotero):
    zotero.selected["name"] = "\x07The\u202esis"
    result = run("push", library, "--server", zotero.address)
    assert result.stdout == "added to “My Library › \ufffdThe\ufffdsis”: 2 references\n"


def test_zotero_is_not_running(run, library):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
        result = run("push", library, "--server", address)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"error: Zotero is not running: nothing listens at {address}\n" in result.stderr
    assert "--to web" in result.stderr


def test_a_read_only_library(run, library, zotero):
    zotero.selected["editable"] = False
    result = run("push", library, "--server", zotero.address)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "“My Library › Thesis”, selected in Zotero, cannot be changed" in result.stderr


def test_a_lost_answer_is_told(run, library, zotero):
    zotero.fail(IMPORT, CUT_AFTER)
    result = run("push", library, "--server", zotero.address)
    assert result.exit_code == 0
    assert "Zotero had taken 2 references already" in result.stderr
    assert len(zotero.items) == 2


def test_another_format_says_what_it_loses(run, tmp_path, zotero):
    path = tmp_path / "a.json"
    path.write_text(
        json.dumps([{"id": "a", "type": "book", "title": "T", "keyword": "prison"}]),
        encoding="utf-8",
    )
    result = run("push", path, "--server", zotero.address, "--as", "csljson")
    assert result.exit_code == 0
    assert "Zotero does not import" in result.stderr
    assert "keyword" in result.stderr
    assert zotero.posts(IMPORT)[0].headers["content-type"] == "text/plain"
    strict = run("push", path, "--server", zotero.address, "--as", "csljson", "--strict", "--again")
    assert strict.exit_code == 1
    assert len(zotero.posts(IMPORT)) == 1


def test_no_references_no_request(run, tmp_path, zotero):
    path = tmp_path / "a.json"
    path.write_text("[]", encoding="utf-8")
    assert run("push", path, "--server", zotero.address).stdout == ""
    assert run("push", tmp_path / "b.json", "--server", zotero.address).exit_code == 1
    assert zotero.seen == []


def test_through_the_web_api(run, library, web):
    result = run("push", library, "--to", "web", "--server", web.address, "-v")
    assert (result.exit_code, result.stderr) == (0, "")
    first, *rest = result.stdout.splitlines()
    assert first == "added to “users/475425 (mdupont)”: 2 references"
    assert rest == [f"  {item['citationKey']}  {key}" for key, item in web.items.items()]


def test_into_a_collection(run, library, web):
    result = run("push", library, "--to", "web", "--server", web.address, "--collection", "Thèse")
    assert result.stdout == "added to “users/475425 (mdupont) › Thèse”: 2 references\n"
    assert [each["name"] for each in web.collections.values()] == ["Thèse"]


def test_notes_are_counted(run, tmp_path, web):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"id": "a", "type": "book", "title": "T", "note": "n"}]), "utf-8")
    result = run("push", path, "--to", "web", "--server", web.address)
    assert result.stdout.splitlines()[1] == "notes and attachments added: 1"


def test_a_reference_that_fails_is_named(run, library, web):
    web.creators["journalArticle"] = {"editor"}
    result = run("push", library, "--to", "web", "--server", web.address)
    assert result.exit_code == 1
    assert result.stdout == "not added: 2 references\n"
    for key in ("crozet2006public", "michel2006gestion"):
        assert f"{key}: error: not added (status 400): Invalid creator type" in result.stderr


def test_a_run_that_is_resumed(run, tmp_path, web):
    path = tmp_path / "a.json"
    items = [{"id": f"k{n}", "type": "book", "title": f"T{n}"} for n in range(120)]
    path.write_text(json.dumps(items), encoding="utf-8")
    web.fail(ITEMS, None, None, *[Reply(500, "oops")] * 4)
    first = run("push", path, "--to", "web", "--server", web.address)
    assert first.exit_code == 1
    assert first.stdout == "added to “users/475425 (mdupont)”: 100 references\n"
    assert "what was sent is remembered" in first.stderr
    second = run("push", path, "--to", "web", "--server", web.address)
    assert second.exit_code == 0
    assert second.stdout.splitlines() == [
        "added to “users/475425 (mdupont)”: 20 references",
        "pushed to “users/475425 (mdupont)” before: 100 references",
    ]
    assert len(web.items) == 120


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    "fault",
    [
        None,
        Reply(403, f"Invalid key {KEY}"),
        Reply(418, "x" * 190 + KEY),
        Reply(500, KEY),
        Reply(200, KEY),
        Reply(302, KEY, (("Location", "http://example.org"),)),
        Reply(200, {"failed": {"0": {"code": 400, "message": KEY}}}),
        CUT_AFTER,
    ],
)
@pytest.mark.parametrize("path", ["/keys/current", ITEMS])
def test_the_key_is_never_shown(library, web, fault, path, lang):
    web.fail(path, *[fault] * 4)
    runner = CliRunner(env={"CITEKIT_LANG": lang, "CITEKIT_DEBUG": "1"})  # with tracebacks
    arguments = ["push", str(library), "--to", "web", "--server", web.address, "-v"]
    result = runner.invoke(citekit_command, arguments)
    assert result.output
    assert KEY[:10] not in result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--to", "web"], "ZOTERO_API_KEY"),
        (["--to", "phone"], "desktop, web"),
        (["--to", "web", "--as", "ris"], "takes items, not files"),
        (["--collection", "x"], "a collection can be named with --to web only"),
        (["--library", "users/1"], "a library can be named with --to web only"),
        (["--as", "coins"], "Zotero cannot be sent “coins”"),
        (["--as", "word"], "word"),
        (["--server", "zotero"], "“zotero” is no address"),
    ],
)
def test_wrong_usage(run, library, arguments, words):
    result = run("push", library, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


def test_a_key_is_not_sent_in_the_open(run, library, monkeypatch):
    monkeypatch.setenv("ZOTERO_API_KEY", KEY)
    result = run("push", library, "--to", "web", "--server", "http://example.org")
    assert result.exit_code == 2
    assert "a key is not sent to http://example.org" in result.stderr


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_help(run, lang):
    result = run("push", "--help", lang=lang)
    assert result.exit_code == 0
    for option in ("--to", "--as", "--library", "--collection", "--again", "--dry-run", "--server"):
        assert option in result.stdout
