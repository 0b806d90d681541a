"""Run by a Python that has LibreOffice's ``uno``: pastes into a new text, prints what it became.

``libreoffice_paste.py PIPE``: the text is *avant | après*, the cursor where the bar is. JSON: a
list of paragraphs, each with its margin and first line's indent (hundredths of a millimetre) and
its runs: text, whether italic, whether a font was set.
"""

import json
import os
import sys
import time

import uno


def connected(pipe):
    local = uno.getComponentContext()
    name = "com.sun.star.bridge.UnoUrlResolver"
    resolver = local.ServiceManager.createInstanceWithContext(name, local)
    end = time.monotonic() + 40
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def each(container):
    listing = container.createEnumeration()
    while listing.hasMoreElements():
        yield listing.nextElement()


def main():
    context = connected(sys.argv[1])
    make = context.ServiceManager.createInstanceWithContext
    desktop = make("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, ())
    document.Text.setString("avant  après")
    cursor = document.CurrentController.ViewCursor
    cursor.gotoStart(False)
    cursor.goRight(len("avant "), False)
    dispatcher = make("com.sun.star.frame.DispatchHelper", context)
    dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:Paste", "", 0, ())
    set_here = uno.Enum("com.sun.star.beans.PropertyState", "DIRECT_VALUE")
    italic = uno.Enum("com.sun.star.awt.FontSlant", "ITALIC")
    found = [
        {
            "margin": paragraph.ParaLeftMargin,
            "indent": paragraph.ParaFirstLineIndent,
            "runs": [
                [
                    run.String,
                    run.CharPosture == italic,
                    run.getPropertyState("CharFontName") == set_here,
                ]
                for run in each(paragraph)
            ],
        }
        for paragraph in each(document.Text)
    ]
    print(json.dumps(found), flush=True)
    document.close(True)
    desktop.terminate()
    os._exit(0)  # uno may crash when it is taken down after the office


main()
