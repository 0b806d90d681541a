// What citeproc-js prints, for comparison: node oracle.js DOCUMENT LOCALES
//
// DOCUMENT is JSON: {references: [CSL-JSON…], citations: [{cites: […]}…]}; LOCALES the folder of
// the locale files. Each line of standard input is the path of a style; each line of standard
// output is JSON: {style, citations, bibliography, locale, version, seconds}, or {style, error}.
// citeproc is looked for as Node does (NODE_PATH).
"use strict";

const fs = require("fs");
const path = require("path");
const readline = require("readline");
const CSL = require("citeproc");

const [documentPath, localesFolder] = process.argv.slice(2);
const read = (file) => fs.readFileSync(file, "utf8");
const wanted = JSON.parse(read(documentPath));
const MARK = "\u0001";
const locales = new Map();

function locale(tag) {
    if (!locales.has(tag)) {
        const file = path.join(localesFolder, `locales-${tag}.xml`);
        locales.set(tag, fs.existsSync(file) ? read(file) : false);
    }
    return locales.get(tag);
}

function render(style) {
    // The processor writes into the items it is given: each style gets its own.
    const items = new Map(
        JSON.parse(JSON.stringify(wanted.references)).map((item) => [
            item.id,
            // CSL 1.0.2 has renamed "event"; citeproc-js does not know that the two are one.
            { ...item, event: item["event-title"], system_id: item.id },
        ]),
    );
    const engine = new CSL.Engine(
        {
            retrieveLocale: locale,
            retrieveItem: (id) => items.get(id),
            // Its own list of ids does not skip the entries that it leaves out.
            embedBibliographyEntry: (id) => MARK + id,
        },
        read(style),
        "en-US",
    );
    const isNote = engine.opt.xclass === "note";
    const citations = wanted.citations.map((citation, index) => ({
        citationID: `c${index}`,
        citationItems: citation.cites.map((cite) => ({
            id: cite.id,
            locator: cite.locator,
            label: cite.label,
            prefix: cite.prefix,
            suffix: cite.suffix,
            "suppress-author": cite.suppress_author,
        })),
        properties: { noteIndex: isNote ? index + 1 : 0 },
    }));
    engine.updateItems([...items.keys()]);
    const printed = engine.rebuildProcessorState(citations, "html");
    const made = engine.makeBibliography();
    return {
        citations: printed.map((triple) => triple[2]),
        bibliography: made
            ? made[1].map((entry) => entry.split(MARK)).map(([text, id]) => [(id || "").trim(), text])
            : null,
        locale: engine.opt.lang,
    };
}

readline.createInterface({ input: process.stdin }).on("line", (style) => {
    const start = process.hrtime.bigint();
    let answer;
    try {
        answer = render(style);
    } catch (problem) {
        answer = { error: String((problem && problem.message) || problem) };
    }
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    process.stdout.write(
        JSON.stringify({ style, version: CSL.PROCESSOR_VERSION, seconds, ...answer }) + "\n",
    );
});
