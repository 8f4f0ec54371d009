import { rules as builtIn } from "../../doors/canon.ts";
import { rulePage } from "../../doors/view.ts";
import type { LastRead } from "./project.ts";

/** The page of a rule, in Markdown. */
export function ruleCard(id: string, read: LastRead | undefined): string | undefined {
  const rule = (read?.rules ?? builtIn).find((known) => known.id === id);
  return rule && rulePage(rule);
}
