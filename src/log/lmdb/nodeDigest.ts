import { createHash, hash as hashOnce } from "node:crypto";
import type { Digest } from "../digest.ts";

/** OpenSSL's: with the processor's own instructions, ten times as fast as in JavaScript. */
export const digest: Digest = (...parts) => {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return hashOnce("sha256", only, "hex");
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};
