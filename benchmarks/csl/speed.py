"""citekit and four other CSL processors on the same work, each in fresh processes, in turn.

    python benchmarks/csl/speed.py [--sizes 1 1000 5000 10000] [--rounds 3] [--programs NAME…]
        [--citekit PYTHON] [--rivals PYTHON] [--modules DIR/node_modules] [--write FILE]

The work: read references (CSL-JSON) and a style, cite each reference alone, then make the
bibliography, as text or HTML. Timed from the start of the process to its end, on one core; a run
counts only if the output holds titles from the beginning, the middle and the end. All run once a
round, one after the other; medians are printed, and the peak memory of the process.

``--citekit`` is the interpreter of an environment into which citekit is installed (this one by
default); ``--rivals`` one with citeproc-py, typst and pypandoc_binary; ``--modules`` where npm has
put citeproc. Which are not found is said. Each program is given what suits it best: typst its own
format of references and HTML, which needs no layout of pages; pandoc CSL-JSON; citeproc-js
``makeCitationCluster``, which does not ask what came before. citeproc-py tells no works apart.
After a run longer than ``--patience`` seconds a program is left out of larger sizes.

    python benchmarks/csl/speed.py --start

times a first citation from the shell instead, against an interpreter that does nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from library import references
from oracle import LOCALES, STYLES

RUNNERS = Path(__file__).resolve().parent / "runners"
WANTED = ("apa", "iso690-author-date-fr")
LANGUAGES = {"apa": 'lang: "en"', "iso690-author-date-fr": 'lang: "fr"'}

Command = Callable[[Path, str], list[str]]
"""Folder of the size and name of the style → the command; it writes ``out`` there."""


class Run(NamedTuple):
    """One process."""

    seconds: float
    processor: float
    megabytes: float
    problem: str = ""


# The programs -----------------------------------------------------------------------------------


def programs(options: argparse.Namespace) -> dict[str, Command]:
    """Name → how it is run, for those that are there."""
    found: dict[str, Command] = {}
    python = Path(options.citekit)
    if _has(python, "citekit"):
        found["citekit"] = lambda folder, style: [
            str(python),
            str(RUNNERS / "run_citekit.py"),
            *(str(folder / name) for name in (f"{style}.csl", "references.json", "out")),
        ]
    rivals = Path(options.rivals)
    if _has(rivals, "citeproc"):
        found["citeproc-py"] = lambda folder, style: [
            str(rivals),
            str(RUNNERS / "run_citeproc_py.py"),
            *(str(folder / name) for name in (f"{style}.csl", "references.json", "out")),
        ]
    if _has(rivals, "typst"):
        found["typst"] = lambda folder, style: [
            str(rivals),
            str(RUNNERS / "run_typst.py"),
            *(str(folder / name) for name in (f"{style}.typ", "out")),
        ]
    if pandoc := _pandoc(rivals):
        found["pandoc"] = lambda folder, style: [
            pandoc,
            *("--from", "markdown", "--to", "plain", "--wrap", "none", "--citeproc"),
            *("--bibliography", str(folder / "references.json")),
            *("--csl", str(folder / f"{style}.csl"), "--output", str(folder / "out")),
            str(folder / "document.md"),
        ]
    modules = options.modules or os.environ.get("CITEKIT_NODE_MODULES")
    node = shutil.which("node")
    if node and modules and (Path(modules) / "citeproc").is_dir():
        os.environ["NODE_PATH"] = modules
        found["citeproc-js"] = lambda folder, style: [
            node,
            str(RUNNERS / "run_citeproc_js.js"),
            *(str(folder / name) for name in (f"{style}.csl", "references.json", "out")),
            str(LOCALES),
        ]
    return found


def _says(python: Path, code: str) -> str:
    """What *code* prints there; the empty string where it fails."""
    if not python.exists():
        return ""
    done = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def _has(python: Path, module: str) -> bool:
    return _says(python, f"import {module}; print(1)") == "1"


def _pandoc(python: Path) -> str | None:
    return _says(python, "import pypandoc; print(pypandoc.get_pandoc_path())") or shutil.which(
        "pandoc"
    )


# The work ---------------------------------------------------------------------------------------


def prepare(folder: Path, size: int) -> list[str]:
    """Write what the programs read; the titles to look for in what they print."""
    folder.mkdir()
    made = references(size)
    keys = [each["id"] for each in made]
    (folder / "references.json").write_text(json.dumps(made, ensure_ascii=False), "utf-8")
    (folder / "document.md").write_text("\n\n".join(f"[@{key}]" for key in keys), "utf-8")
    hayagriva = {each["id"]: _hayagriva(each) for each in made}
    (folder / "references.yaml").write_text(json.dumps(hayagriva, ensure_ascii=False), "utf-8")
    cites = "\n\n".join(f"#cite(<{key}>)" for key in keys)
    for style in WANTED:
        shutil.copy(STYLES / f"{style}.csl", folder)
        (folder / f"{style}.typ").write_text(
            f"#set text({LANGUAGES[style]})\n{cites}\n\n"
            f'#bibliography("references.yaml", style: "{style}.csl")\n',
            "utf-8",
        )
    return [made[index]["title"] for index in (0, size // 2, -1)]


def _hayagriva(item: dict[str, Any]) -> dict[str, Any]:
    """The same reference in typst's own format."""
    entry: dict[str, Any] = {
        "title": item["title"],
        "author": _names(item["author"]),
        "date": item["issued"]["date-parts"][0][0],
        "language": item["language"],
    }
    if "page" in item:
        entry["page-range"] = item["page"]
    if item["type"] == "article-journal":
        if "DOI" in item:
            entry["serial-number"] = {"doi": item["DOI"]}
        journal = {key: int(item[key]) for key in ("volume", "issue")}
        parent = {"type": "periodical", "title": item["container-title"], **journal}
        return {"type": "article", **entry, "parent": parent}
    book: dict[str, Any] = {
        "publisher": {"name": item["publisher"], "location": item["publisher-place"]}
    }
    if "edition" in item:
        book["edition"] = int(item["edition"])
    if item["type"] == "book":
        return {"type": "book", **entry, **book}
    parent = {"title": item["container-title"], "editor": _names(item["editor"]), **book}
    return {"type": "chapter", **entry, "parent": {"type": "book", **parent}}


def _names(people: list[dict[str, str]]) -> list[str]:
    return [f"{person['family']}, {person['given']}" for person in people]


# Measuring --------------------------------------------------------------------------------------


def measure(command: list[str], patience: float) -> Run:
    """Run *command*: wall time, processor time, peak memory."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    signal.signal(signal.SIGALRM, lambda *_: process.kill())
    signal.setitimer(signal.ITIMER_REAL, patience)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    problem = ""
    if process.returncode:
        too_long = seconds >= patience
        problem = f"more than {patience:.0f} s" if too_long else said.decode()[-300:] or "failed"
    unit = 1024 if sys.platform == "darwin" else 1
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024 / unit, problem)


def _on_one_core() -> None:
    """This process and those that it starts."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def checked(run: Run, out: Path, titles: list[str]) -> Run:
    """*run*, with a problem where the output lacks a title."""
    if run.problem:
        return run
    text = " ".join(out.read_text("utf-8").casefold().replace("&amp;", "&").split())
    missing = [title for title in titles if title.casefold() not in text]
    return run._replace(problem=f"the output lacks {missing}") if missing else run


Table = dict[tuple[str, int, str], list[Run]]


def race(options: argparse.Namespace, found: dict[str, Command]) -> Table:
    """Style, size and program → its runs."""
    runs: Table = defaultdict(list)
    given_up: set[tuple[str, str]] = set()
    with tempfile.TemporaryDirectory() as temporary:
        for size in options.sizes:
            folder = Path(temporary) / str(size)
            titles = prepare(folder, size)
            for _ in range(options.rounds):
                for style in options.styles:
                    for program, command in found.items():
                        if (style, program) in given_up:
                            continue
                        (folder / "out").unlink(missing_ok=True)
                        run = measure(command(folder, style), options.patience)
                        run = checked(run, folder / "out", titles)
                        runs[style, size, program].append(run)
                        if run.problem:
                            given_up.add((style, program))
                            print(f"{program}, {style}, {size:,}: {run.problem}", file=sys.stderr)
            _store(options.write, runs)
    return runs


def _store(path: str | None, runs: Table) -> None:
    if path is not None:
        rows = [
            {"style": style, "size": size, "program": program, "runs": [*map(Run._asdict, several)]}
            for (style, size, program), several in runs.items()
        ]
        Path(path).write_text(json.dumps(rows, indent=1), encoding="utf-8")


def show(runs: Table) -> None:
    """Medians as tables, one a style."""
    for style in dict.fromkeys(style for style, _, _ in runs):
        print(f"\n## {style}\n")
        print("| references | program | seconds | references/s | citekit is | peak memory |")
        print("|---|---|---|---|---|---|")
        for (of, size, program), several in runs.items():
            if of != style:
                continue
            good = [run for run in several if not run.problem]
            if not good:
                print(f"| {size:,} | {program} | {several[-1].problem[:40]} | | | |")
                continue
            seconds = statistics.median(run.seconds for run in good)
            ours = [
                run.seconds for run in runs.get((style, size, "citekit"), ()) if not run.problem
            ]
            times = f"{seconds / statistics.median(ours):.1f} × as fast" if ours else ""
            memory = statistics.median(run.megabytes for run in good)
            print(
                f"| {size:,} | {program} | {seconds:.2f} | {size / seconds:,.0f} "
                f"| {'' if program == 'citekit' else times} | {memory:.0f} MB |"
            )


def start(options: argparse.Namespace) -> None:
    """A first citation from the shell, and a bare interpreter, in turn."""
    python = Path(options.citekit)
    with tempfile.TemporaryDirectory() as temporary:
        library = Path(temporary) / "references.json"
        library.write_text(json.dumps(references(1)), "utf-8")
        cite = [str(python.parent / "citekit"), "cite", "r1", "-b", str(library), "-s"]
        commands = {
            "python -c pass": [str(python), "-c", "pass"],
            **{f"citekit cite, {style}": [*cite, style] for style in options.styles},
        }
        runs: defaultdict[str, list[Run]] = defaultdict(list)
        for number in range(options.rounds + 1):
            for name, command in commands.items():
                run = measure(command, options.patience)
                if run.problem:
                    sys.exit(f"{name}: {run.problem}")
                if number:  # the first fills the caches
                    runs[name].append(run)
    bare = statistics.median(run.seconds for run in runs["python -c pass"])
    for name, several in runs.items():
        median = statistics.median(run.seconds for run in several)
        smallest = min(run.seconds for run in several)
        print(
            f"{name:36} median {median * 1000:6.1f} ms, smallest {smallest * 1000:6.1f} ms, "
            f"{median / bare:.1f} times the bare interpreter"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 1000, 5000, 10000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--styles", nargs="+", default=list(WANTED), choices=WANTED)
    parser.add_argument("--programs", nargs="+", metavar="NAME")
    parser.add_argument("--citekit", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--rivals", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--modules", metavar="DIR", help="the node_modules folder with citeproc")
    parser.add_argument("--patience", type=float, default=300.0, metavar="SECONDS")
    parser.add_argument("--write", metavar="FILE", help="all runs, as JSON")
    parser.add_argument("--start", action="store_true", help="time a first citation instead")
    options = parser.parse_args()
    _on_one_core()
    if options.start:
        start(options)
        return
    found = programs(options)
    for name in ("citekit", "citeproc-py", "typst", "pandoc", "citeproc-js"):
        if name not in found:
            print(f"not found: {name}", file=sys.stderr)
    if options.programs:
        found = {name: run for name, run in found.items() if name in options.programs}
    show(race(options, found))


if __name__ == "__main__":
    main()
