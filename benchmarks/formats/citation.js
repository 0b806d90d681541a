// Each .bib file of a list (standard input, a JSON array of texts) through citation-js and back.
//
//     node citation.js NODE_MODULES < texts.json > outputs.json
//
// An output is null where citation-js raises.

const modules = process.argv[2];
const { Cite, plugins } = require(`${modules}/@citation-js/core`);
require(`${modules}/@citation-js/plugin-bibtex`);

plugins.config.get("@bibtex").parse.strict = false;
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const round = process.argv[3] === "read"
  ? (text) => String(new Cite(text, { generateGraph: false }).data.length)
  : (text) => new Cite(text, { generateGraph: false }).format("biblatex");
console.log = console.error = console.warn = () => {};
const outputs = texts.map((text) => {
  try {
    return round(text);
  } catch {
    return null;
  }
});
process.stdout.write(JSON.stringify(outputs));
