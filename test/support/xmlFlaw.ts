import fc from "fast-check";

/** What keeps a text from being one element of XML 1.0, of the little of XML that a picture has: no comments, no CDATA, no entities of its own. */
export function xmlFlaw(xml: string): string | undefined {
  const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(xml);
  if (illegal !== null) return `an illegal character at ${illegal.index}`;
  const open: string[] = [];
  let roots = 0;
  for (const [token, closing, name = "", attributes = "", empty] of xml.matchAll(
    /<(\/?)([a-zA-Z]+)((?: [a-zA-Z:-]+="[^"<]*")*)(\/?)>|[^<]+|</gu,
  )) {
    if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(token)) return `a bare & in ${token}`;
    if (token === "<") return "a bare <";
    if (!token.startsWith("<")) {
      if (token.includes("]]>")) return `]]> in ${token}`;
      if (open.length === 0 && token.trim() !== "") return `${token} is in no element`;
      continue;
    }
    if (open.length === 0 && roots++ > 0) return `${token} is a second element`;
    const keys = [...attributes.matchAll(/ ([a-zA-Z:-]+)=/gu)].map(([, key]) => key);
    if (new Set(keys).size < keys.length) return `an attribute twice in ${token}`;
    if (closing === "/" && (open.pop() !== name || attributes !== "")) return `${token} closes nothing`;
    if (closing === "" && empty === "") open.push(name);
  }
  if (roots === 0) return "no element";
  return open.length === 0 ? undefined : `${open.join()} is left open`;
}

/** Names that XML must not take for anything else. */
export const namesForXml = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "\u001b[31m",
        "\u0000",
        "\u0085",
        "\ud800",
        "\udc00",
        "\n",
        "<",
        "&",
        '"',
        "'",
        "連",
        "\ufffe",
        "]]>",
      ),
      fc.constantFrom("</text>", "<script>", "&#0;", "&x;", "<!--", "\u202e", "🖖"),
    ),
  )
  .map((parts) => parts.join(""));
