"""The pasteboard of macOS, by ``osascript``, which is part of the system.

Not run yet on a Mac: the script has been run with a double of its Objective-C bridge.

Sources: Apple, NSPasteboard (``setData:forType:``) and the system's uniform type identifiers.
"""

from __future__ import annotations

import json

from citekit.deliver.clipboard.content import Content, Copied
from citekit.deliver.clipboard.process import run
from citekit.errors import DeliveryError

SCRIPT = """
ObjC.import("AppKit");
function run() {
  const given = $.NSFileHandle.fileHandleWithStandardInput.readDataToEndOfFile;
  const text = $.NSString.alloc.initWithDataEncoding(given, $.NSUTF8StringEncoding);
  const forms = JSON.parse(text.js);
  const board = $.NSPasteboard.generalPasteboard;
  board.clearContents;
  for (const type of Object.keys(forms)) {
    const data = $.NSString.stringWithString(forms[type]).dataUsingEncoding($.NSUTF8StringEncoding);
    if (!board.setDataForType(data, type)) throw new Error(type);
  }
}
"""


def copy(content: Content) -> Copied:
    """Put all forms on the general pasteboard, in one call, the data by standard input.

    Raises DeliveryError ``clipboard-failed`` with what ``osascript`` says.
    """
    forms = {
        "public.html": content.page,
        "public.rtf": content.rtf,
        "public.utf8-plain-text": content.text,
    }
    given = json.dumps({kind: text for kind, text in forms.items() if text}).encode()
    ended = run(["osascript", "-l", "JavaScript", "-e", SCRIPT], given, name="osascript")
    if ended.code:
        raise DeliveryError("clipboard-failed", program="osascript", reason=ended.said)
    return Copied(holder="macOS")
