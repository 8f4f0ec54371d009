/** What would steer whatever shows it (see printable.ts), and what XML 1.0 has no way to write. */
const UNSEEMLY = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]+/gu;

/** A text that a picture may show: a space in place of what steers, or is no character of XML. */
export const clean = (text: string): string => text.replaceAll(UNSEEMLY, " ");

/** A text as it stands in XML, between tags or within an attribute. */
export const xmlText = (text: string): string =>
  clean(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
