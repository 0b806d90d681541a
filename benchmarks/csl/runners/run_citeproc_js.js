// STYLE REFERENCES OUT LOCALES: the same by citeproc-js, by its fastest calls.
"use strict";

const fs = require("fs");
const CSL = require("citeproc");

const [style, references, out, locales] = process.argv.slice(2);
const items = new Map(JSON.parse(fs.readFileSync(references, "utf8")).map((item) => [item.id, item]));
const engine = new CSL.Engine(
    {
        retrieveLocale: (tag) => {
            const file = `${locales}/locales-${tag}.xml`;
            return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : false;
        },
        retrieveItem: (id) => items.get(id),
    },
    fs.readFileSync(style, "utf8"),
);
engine.setOutputFormat("text");
const ids = [...items.keys()];
engine.updateItems(ids);
const cited = ids.map((id) => engine.makeCitationCluster([{ id }]));
const [, entries] = engine.makeBibliography();
fs.writeFileSync(out, `${cited.join("\n")}\n${entries.join("")}`);
