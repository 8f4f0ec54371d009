const CURLY = /[“”„‟‘’‚‛«»]/u;
const AROUND = /^[“”„‟‘’‚‛«»"'\s]+|[“”„‟‘’‚‛«»"'\s]+$/gu;
/** Spaces that look like a plain one, or like nothing. */
const ODD_SPACE = /[\u00a0\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]/u;

/** A word without what copied text puts around it: “typographic” quotes, non-breaking spaces. */
export const withoutStraySigns = (word: string): string => (word.length > LONGEST ? word : word.replaceAll(AROUND, ""));

/** Whatever is longer is no word. */
const LONGEST = 200;

/** What makes a word another than it looks, for a sentence about it; undefined where nothing does. */
export function straySigns(word: string): string | undefined {
  if (word.length > LONGEST) return undefined;
  const plain = withoutStraySigns(word);
  const advice = plain === "" || plain === word ? "" : `: write ${plain}`;
  if (CURLY.test(word)) return `Curly quotes are no quotes here but part of the word${advice}.`;
  if (ODD_SPACE.test(word)) return `There is a non-breaking space in it, which is part of the word${advice}.`;
  if (/^-[a-z]/.test(word)) return `A space is missing after the hyphen: write - ${word.slice(1)}.`;
  const [, name, rest] = /^([a-z][\w-]*):(\S.*)$/iu.exec(word) ?? [];
  return name === undefined ? undefined : `A space is missing after the colon: write ${name}: ${rest}.`;
}
