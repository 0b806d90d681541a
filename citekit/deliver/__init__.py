"""References into Zotero: a running one on this computer, or a library at zotero.org.

The only room that uses the network, and only when something is pushed.
"""

from __future__ import annotations

from citekit.deliver.result import Delivery, Sent

__all__ = ["TARGETS", "Delivery", "Sent"]

TARGETS = ("desktop", "web")
"""Where references can be pushed: the Zotero that runs here, its Web API."""
