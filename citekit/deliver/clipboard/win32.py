"""The functions of user32 and kernel32 that put data on the clipboard, with their 64-bit types.

Not run yet: no Windows has been at hand. Source: Microsoft's pages of the functions.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _GMEM_MOVEABLE = 0x0002

    class Win32:
        """Windows itself. A window of ours owns the clipboard: without one the data is refused."""

        def __init__(self) -> None:
            user, kernel = ctypes.WinDLL("user32"), ctypes.WinDLL("kernel32")
            handle, flag, number = wintypes.HANDLE, wintypes.BOOL, wintypes.UINT
            whole, name = ctypes.c_int, wintypes.LPCWSTR
            self._create = user.CreateWindowExW
            self._create.restype = handle
            self._create.argtypes = [wintypes.DWORD, name, name, wintypes.DWORD]
            self._create.argtypes += [whole, whole, whole, whole, handle, handle, handle]
            self._create.argtypes += [ctypes.c_void_p]
            self._open = user.OpenClipboard
            self._open.restype, self._open.argtypes = flag, [handle]
            self._empty = user.EmptyClipboard
            self._empty.restype, self._empty.argtypes = flag, []
            self._close = user.CloseClipboard
            self._close.restype, self._close.argtypes = flag, []
            self._register = user.RegisterClipboardFormatW
            self._register.restype, self._register.argtypes = number, [name]
            self._put = user.SetClipboardData
            self._put.restype, self._put.argtypes = handle, [number, handle]
            self._allocate = kernel.GlobalAlloc
            self._allocate.restype, self._allocate.argtypes = handle, [number, ctypes.c_size_t]
            self._lock = kernel.GlobalLock
            self._lock.restype, self._lock.argtypes = ctypes.c_void_p, [handle]
            self._unlock = kernel.GlobalUnlock
            self._unlock.restype, self._unlock.argtypes = flag, [handle]
            self._free = kernel.GlobalFree
            self._free.restype, self._free.argtypes = handle, [handle]
            self._window = self._create(0, "STATIC", None, 0, 0, 0, 0, 0, None, None, None, None)

        def open(self) -> bool:
            """OpenClipboard: False while another program has it open."""
            return bool(self._open(self._window))

        def empty(self) -> bool:
            """EmptyClipboard, which makes us its owner."""
            return bool(self._empty())

        def register(self, name: str) -> int:
            """RegisterClipboardFormat: the number of the format *name*, 0 where it failed."""
            return int(self._register(name))

        def put(self, kind: int, data: bytes) -> bool:
            """SetClipboardData with a movable copy of *data*, the system's from then on."""
            memory = self._allocate(_GMEM_MOVEABLE, len(data))
            if not memory:
                return False
            place = self._lock(memory)
            if place:
                ctypes.memmove(place, data, len(data))
                self._unlock(memory)
                if self._put(kind, memory):
                    return True
            self._free(memory)
            return False

        def close(self) -> None:
            """CloseClipboard."""
            self._close()
