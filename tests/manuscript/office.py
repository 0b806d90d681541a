"""LibreOffice, asked what it makes of a document: the text of the PDF."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdftotext") is None,
    reason="needs LibreOffice's soffice and poppler's pdftotext (Debian: libreoffice-writer, "
    "poppler-utils)",
)


def convert(path: Path, form: str, folder: Path) -> None:
    """Has LibreOffice save *path* in *form* (``pdf``, ``docx:MS Word 2007 XML``) in *folder*."""
    lock = Path(tempfile.gettempdir()) / "citekit-soffice.lock"
    with lock.open("w") as held, tempfile.TemporaryDirectory() as profile:
        fcntl.flock(held, fcntl.LOCK_EX)  # one at a time, also among pytest's workers
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
        subprocess.run(
            [*command, "--convert-to", form, "--outdir", str(folder), str(path)],
            check=True,
            capture_output=True,
            timeout=180,
        )


def pdf_text(path: Path) -> str:
    """The text of the document *path* as LibreOffice prints it, its blanks made even."""
    with tempfile.TemporaryDirectory() as folder:
        convert(path, "pdf", Path(folder))
        printed = subprocess.run(
            ["pdftotext", "-layout", str(Path(folder) / f"{path.stem}.pdf"), "-"],
            check=True,
            capture_output=True,
            timeout=60,
        )
    return " ".join(printed.stdout.decode("utf-8").split())
