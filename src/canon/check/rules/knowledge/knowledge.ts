import type { Rule } from "../../kit/rule.ts";
import { actsOnUnknown } from "./actsOnUnknown.ts";
import { fasterThanNews } from "./fasterThanNews.ts";
import { trustedAfterRetraction } from "./trustedAfterRetraction.ts";

/** Who had heard of what. */
export const knowledge: readonly Rule[] = [actsOnUnknown, fasterThanNews, trustedAfterRetraction];
