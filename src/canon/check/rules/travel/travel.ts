import type { Rule } from "../../kit/rule.ts";
import { coordinatesConflict } from "./coordinatesConflict.ts";
import { tooFast } from "./tooFast.ts";

/** Where things lie, and how long the way takes. */
export const travel: readonly Rule[] = [tooFast, coordinatesConflict];
