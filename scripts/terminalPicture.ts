/** The README's picture: what `valoris replay` shows, as an SVG. `--check` says whether it is still true. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { xmlText } from "../src/events/xmlText.ts";

const PATH = "docs/replay.svg";
const COMMAND = ["replay", "fixtures/cardassian-advance.yaml", "--at", "2388-10-11"];
const COLOURS: Readonly<Record<string, string>> = {
  31: "#ff7b72",
  32: "#7ee787",
  33: "#e3b341",
  34: "#79c0ff",
  35: "#d2a8ff",
  36: "#56d4dd",
};
const WIDTH = 8.4;
const HEIGHT = 19;

const output = execFileSync(process.execPath, ["dist/cli/main.js", ...COMMAND], {
  encoding: "utf8",
  env: { ...process.env, FORCE_COLOR: "1", NO_COLOR: "", COLUMNS: "100" },
});
const lines = [
  `\u001b[32m$\u001b[39m \u001b[1mvaloris ${COMMAND.join(" ")}\u001b[22m`,
  ...output.trimEnd().split("\n"),
];
const svg = draw(lines);

if (process.argv.includes("--check")) {
  if (readFileSync(PATH, "utf8") === svg) process.exit(0);
  console.error(`${PATH} no longer shows what the command prints: run \`npm run docs:generate\`.`);
  process.exit(1);
}
writeFileSync(PATH, svg);

function draw(text: readonly string[]): string {
  const columns = Math.max(...text.map((line) => [...line.replaceAll(/\u001b\[\d+m/g, "")].length));
  const [width, height] = [Math.ceil(columns * WIDTH) + 40, text.length * HEIGHT + 36];
  const rows = text.map((line, i) => `<text x="20" y="${32 + i * HEIGHT}" xml:space="preserve">${spans(line)}</text>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="ui-monospace, 'DejaVu Sans Mono', monospace" font-size="14" fill="#e6edf3">`,
    `<rect width="100%" height="100%" rx="8" fill="#0d1117"/>`,
    ...rows,
    "</svg>",
    "",
  ].join("\n");
}

/** Runs of one style; each is placed by its column, so that no font can push what follows aside. */
function spans(line: string): string {
  const style = { colour: "", bold: false, dim: false };
  let column = 0;
  return line
    .split(/(\u001b\[\d+m)/)
    .map((part) => {
      const code = /^\u001b\[(\d+)m$/.exec(part)?.[1];
      if (code !== undefined) {
        if (code === "1") style.bold = true;
        else if (code === "2") style.dim = true;
        else if (code === "22") style.bold = style.dim = false;
        else style.colour = COLOURS[code] ?? "";
        return "";
      }
      if (part === "") return "";
      const x = (20 + column * WIDTH).toFixed(1);
      const length = [...part].length;
      column += length;
      const look = `${style.colour === "" ? "" : ` fill="${style.colour}"`}${style.bold ? ' font-weight="bold"' : ""}${style.dim ? ' fill-opacity=".6"' : ""}`;
      return part.trim() === ""
        ? ""
        : `<tspan x="${x}" textLength="${(length * WIDTH).toFixed(1)}"${look}>${xmlText(part)}</tspan>`;
    })
    .join("");
}
