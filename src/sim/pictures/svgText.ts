import { clean } from "./fittingText.ts";

/** A text as it stands in XML, between tags or within an attribute. */
export const svgText = (text: string): string =>
  clean(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** px, to a tenth: less cannot be seen. */
export const px = (value: number): string => value.toFixed(1);
