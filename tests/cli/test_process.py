"""The program as a shell starts it: time, pipes, encodings, interruption."""

import os
import signal
import subprocess
import sys

import pytest

COMMAND = [sys.executable, "-m", "citekit"]


def environment(**changes):
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
    return kept | {"CITEKIT_LANG": "en"} | changes


def call(*args, **changes):
    return subprocess.run(
        [*COMMAND, *map(str, args)], capture_output=True, env=environment(**changes), check=False
    )


def test_help_loads_nothing_slow():
    code = (
        "import sys\n"
        "from citekit.cli import main\n"
        "sys.argv = ['citekit', '--help']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "slow = {'lxml', 'bibtexparser', 'pybtex', 'citeproc', 'rich', 'msgspec'}\n"
        "assert not slow & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_import_is_quick():
    code = "import sys, citekit; assert 'msgspec' not in sys.modules; citekit.parse"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_version():
    from citekit import __version__

    assert call("--version").stdout.decode().strip() == f"citekit {__version__}"


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_any_standard_output_can_be_written(encoding, seed):
    done = call("parse", seed, PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert b"crozet2006public" in done.stdout
    assert b"Traceback" not in done.stderr


def test_a_pipe_gets_utf_8_whatever_the_locale(seed):
    done = call("parse", seed, "-t", "bibtex", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0
    assert "Rémi" in done.stdout.decode("utf-8")
    assert b"\r\n" not in done.stdout


def test_standard_input(seed):
    done = subprocess.run(
        [*COMMAND, "parse", "-", "-t", "ris"],
        input=seed.read_bytes(),
        capture_output=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 0
    assert done.stdout.count(b"TY  - JOUR") == 8


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_a_closed_pipe_is_no_error_message(seed):
    process = subprocess.Popen(
        [*COMMAND, "parse", "-q", seed, "-t", "bibtex"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    process.stdout.close()
    stderr = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 1
    assert stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_an_interruption_is_quiet():
    process = subprocess.Popen(
        [*COMMAND, "parse", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        # A shell lets what it runs in the background ignore the signal.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    process.stdin.write(b"\n" * 200_000)  # more than a pipe holds: it is done when they are read
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"Traceback" not in stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_told(seed):
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "parse", "-q", str(seed), "-t", "ris"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"No space left" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell")
@pytest.mark.parametrize("closed", ["0<&-", "1>&-"])
def test_a_closed_standard_stream_is_told(closed, seed):
    script = f'exec "$0" -m citekit parse -q - -t ris < "$1" {closed}'
    done = subprocess.run(
        ["sh", "-c", script, sys.executable, seed],
        capture_output=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 1
    assert b"is closed" in done.stderr


def complete(*words):
    done = call(
        _CITEKIT_COMPLETE="fish_complete",
        COMP_WORDS=" ".join(["citekit", *words[:-1]]),
        COMP_CWORD=words[-1],
    )
    return [line.split(",", 1)[1].split("\t") for line in done.stdout.decode().splitlines()]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["pa"], "parse"),
        (["styles", "se"], "search"),
        (["parse", "--inf"], "--infer-pages"),
        (["convert", "-t", "bibt"], "bibtex"),
        (["parse", "x", "--style", "citekit-apa"], "citekit-apa-fr"),
    ],
    ids=lambda case: " ".join(case) if isinstance(case, list) else None,
)
def test_a_shell_completes(words, expected):
    assert expected in [item[0] for item in complete(*words)]


def test_completions_of_commands_and_options_are_explained():
    assert complete("par") == [["parse", "read contents pages into references"]]
    assert complete("parse", "--strict")[0][1].startswith("Stop without output")
