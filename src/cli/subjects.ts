import { QUADRANT } from "../index.ts";

/** How somebody whom a number is about is called; the whole as canon calls it (`whole:` in the header), if it does. */
export function calledAs(subject: string, nameOf: (id: string) => string): string {
  const name = nameOf(subject);
  return subject === QUADRANT && name === QUADRANT ? "the quadrant" : name;
}
