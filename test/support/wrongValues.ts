/** Words of the schema library, and of the language beneath: nobody who writes canon, a model or a plugin has to know them. */
export const FOREIGN =
  /Invalid |\bexpected\b|\breceived\b|Too (?:small|big)|[Uu]nrecognized|\bunion\b|\bNaN\b|\bundefined\b|\[object|discriminator|zod(?! 4)/i;

/** One of each kind that a file can hold, and some that are nearly right. */
export const WRONG: readonly unknown[] = [
  null,
  true,
  -7.5,
  1e9,
  Number.NaN,
  "",
  "yes",
  "30%",
  "“nearly”",
  "a\u00a0b",
  "a:b",
  [],
  [null],
  [[1]],
  ["a", 3],
  {},
  { nearly: 1 },
  [{ nearly: 1 }],
  { afer: "a" },
  { "nearly:so": null },
  [{ nearly: { deeper: [] } }],
];
