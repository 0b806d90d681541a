"""Bytes to text and back: encodings, whole-file writes, and where styles and seeds are."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EACCES, EISDIR
from pathlib import Path
from typing import IO, NamedTuple

from citekit.errors import Diagnostic, InputError, OutputError, UsageError, warning

MAX_BINARY_PROBE = 65536


class Text(NamedTuple):
    """A decoded document, the encoding that was found, and what is to say about it."""

    text: str
    encoding: str
    diagnostics: tuple[Diagnostic, ...] = ()


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KNOWN_BINARIES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP, DOCX, ODT"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0", "DOC"),
    (b"SQLite format 3\x00", "SQLite"),
)


def decode(data: bytes, encoding: str | None = None) -> Text:
    """Text from *data*: by BOM, else UTF-8, UTF-16 or Windows-1252 (with a warning).

    *encoding* overrides (any name Python knows; UsageError otherwise). The BOM is dropped, line
    ends are kept. Raises InputError for a binary file, or bytes that *encoding* cannot read.
    """
    if encoding is not None:
        return _decode_as(data, encoding)
    for magic, kind in _KNOWN_BINARIES:
        if data.startswith(magic):
            raise InputError("file-binary-known", kind=kind)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _decode_leniently(data[len(bom) :], name)
    if b"\0" in data[:MAX_BINARY_PROBE]:
        utf16 = _utf16_without_bom(data[:MAX_BINARY_PROBE])
        if utf16 is None:
            raise InputError("file-binary")
        return _decode_leniently(data, utf16)
    try:
        return _checked(Text(data.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError as problem:
        text = data.decode("cp1252", errors="replace")
        line = data.count(b"\n", 0, problem.start) + 1
        doubt = warning("file-not-utf8", line=line, encoding="Windows-1252")
        return _checked(Text(text, "cp1252", (doubt,)))


def _decode_as(data: bytes, encoding: str) -> Text:
    try:
        name = codecs.lookup(encoding).name
        text = data.decode(name)
    except LookupError:
        raise UsageError("encoding-unknown", encoding=encoding) from None
    except UnicodeError as problem:
        start = getattr(problem, "start", 0)
        line = data.count(b"\n", 0, start) + 1
        raise InputError("file-not-in-encoding", encoding=encoding, line=line) from None
    return Text(text.removeprefix("\ufeff"), name)


def _decode_leniently(data: bytes, name: str) -> Text:
    try:
        return _checked(Text(data.decode(name), name))
    except UnicodeDecodeError:
        text = data.decode(name, errors="replace")
        return _checked(Text(text, name, (warning("file-bad-bytes", encoding=name.upper()),)))


def _utf16_without_bom(probe: bytes) -> str | None:
    """UTF-16 by its NULs: in Latin text nearly every other byte is one."""
    half = max(len(probe) // 2, 1)
    even, odd = probe[0::2].count(0) / half, probe[1::2].count(0) / half
    if odd > 0.5 and even < 0.1:
        return "utf-16-le"
    if even > 0.5 and odd < 0.1:
        return "utf-16-be"
    return None


def _checked(text: Text) -> Text:
    """Refuse what decodes but is no text: many control characters."""
    probe = text.text[:MAX_BINARY_PROBE]
    control = sum(1 for char in probe if char < " " and char not in "\t\n\r\f\v\x1b")
    if control > 8 and control > len(probe) * 0.02:
        raise InputError("file-binary")
    return text


def read_bytes(path: str | Path) -> bytes:
    """The bytes of a file, or of standard input for ``-``; InputError with the reason."""
    if str(path) == "-":
        return sys.stdin.buffer.read()
    with _told(path):
        return Path(path).read_bytes()


@contextmanager
def _told(path: str | Path) -> Iterator[None]:
    """Tells what the system refuses in a sentence: InputError with the name of the file."""
    try:
        yield
    except FileNotFoundError:
        raise InputError("file-missing", name=str(path)) from None
    except IsADirectoryError:
        raise InputError("file-is-folder", name=str(path)) from None
    except (OSError, ValueError) as problem:
        raise InputError("file-unreadable", name=str(path), reason=_reason(problem)) from None


def read_text(path: str | Path, encoding: str | None = None) -> Text:
    """The text of a file, or of standard input for ``-``; see :func:`decode`."""
    data = read_bytes(path)
    try:
        return decode(data, encoding)
    except InputError as problem:
        line = problem.diagnostic.line
        facts = dict(problem.parameters)
        raise InputError(problem.code, source=str(path), line=line, **facts) from None


def chunks_of(
    path: str | Path, encoding: str | None = None, size: int = 1 << 20
) -> tuple[Callable[[], Iterator[str]], tuple[Diagnostic, ...]]:
    """A function that gives the text of a file in chunks, anew at each call; and diagnostics.

    For files too large to hold. The encoding is found as :func:`decode` finds it. Raises InputError
    as :func:`read_text` does.
    """
    try:
        with _told(path), Path(path).open("rb") as file:
            head = file.read(MAX_BINARY_PROBE)
            probe = head[: len(head) - 4] if len(head) == MAX_BINARY_PROBE else head
            found = _probed(probe, encoding)
            if found.encoding == "utf-8" and not _is_utf8(file, head):
                doubt = warning("file-not-utf8", encoding="Windows-1252")
                found = Text("", "cp1252", (doubt,))
    except InputError as problem:
        raise InputError(problem.code, source=str(path), **dict(problem.parameters)) from None
    name = "utf-8-sig" if found.encoding == "utf-8" else found.encoding

    def chunks() -> Iterator[str]:
        with Path(path).open(encoding=name, errors="replace", newline="") as opened:
            while chunk := opened.read(size):
                yield chunk.removeprefix("\ufeff")

    return chunks, found.diagnostics


def _probed(head: bytes, encoding: str | None) -> Text:
    """What :func:`decode` says of the beginning of a file, cut anywhere."""
    if encoding is not None:
        try:
            return Text("", codecs.lookup(encoding).name)
        except LookupError:
            raise UsageError("encoding-unknown", encoding=encoding) from None
    for cut in range(4):  # the cut may stand within a character
        found = decode(head[: len(head) - cut])
        if not found.diagnostics:
            return found
    return Text("", "utf-8") if found.encoding == "cp1252" else found


def _is_utf8(file: IO[bytes], head: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(head)
        while block := file.read(1 << 20):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def write_texts(texts: Mapping[Path, str | bytes]) -> None:
    """Write all files (text in UTF-8), or none: each whole beside its target, then moved there.

    Raises OutputError and leaves every target as it was when one of them cannot be written.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for path, text in texts.items():
            try:
                data = text if isinstance(text, bytes) else text.encode("utf-8")
                _stage(path.resolve(), data, staged)
            except (OSError, ValueError) as problem:
                raise OutputError(
                    "file-unwritable", name=str(path), reason=_reason(problem)
                ) from None
        for draft, target in staged:
            draft.replace(target)
    finally:
        for draft, _ in staged:
            draft.unlink(missing_ok=True)


def _stage(target: Path, data: bytes, staged: list[tuple[Path, Path]]) -> None:
    if target.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
    if target.exists() and not target.is_file():  # a device or a pipe: nothing to replace
        target.write_bytes(data)
        return
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES))
    import tempfile

    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    draft = Path(name)
    staged.append((draft, target))
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    draft.chmod(_mode(target))


def cache_folder() -> Path | None:
    """The user's cache folder for citekit, which may not exist yet; None where there is none."""
    return _user_folder("cache", "XDG_CACHE_HOME", "~/.cache")


def state_folder() -> Path | None:
    """Where citekit keeps what it has done for this user; None where there is no such place."""
    return _user_folder("state", "XDG_STATE_HOME", "~/.local/state")


def _user_folder(kind: str, variable: str, usual: str) -> Path | None:
    if sys.platform == "linux":  # as platformdirs does, whose imports take longer than a style
        folder = os.environ.get(variable, "").strip() or os.path.expanduser(usual)
        return Path(folder, "citekit") if os.path.isabs(folder) else None
    import platformdirs

    find = platformdirs.user_cache_dir if kind == "cache" else platformdirs.user_state_dir
    try:
        return Path(find("citekit", appauthor=False))
    except (OSError, RuntimeError):  # no home folder
        return None


def store(place: Path, content: bytes) -> bool:
    """Puts *content* at *place* of the cache, whole; False, and no more, where that cannot be."""
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(place)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        return False
    return True


def _mode(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _reason(problem: Exception) -> str:
    return getattr(problem, "strerror", None) or str(problem)


def data_folder(name: str) -> Path:
    """The folder ``styles`` or ``seeds``: in the installed package, or at the top of a checkout."""
    package = Path(__file__).parent
    installed = package / "data" / name
    return installed if installed.is_dir() else package.parent / name
