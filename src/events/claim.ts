import { z } from "zod";
import { idSchema, name } from "./fields.ts";
import { type Fields, isFields } from "./flatFields.ts";

/** What a report says: an event of any type that may or may not have happened, one that is recorded, or its opposite. */
export type Claim =
  | { readonly event: string }
  | { readonly not: Claim }
  | { readonly type: string; readonly [field: string]: unknown };

export const claimSchema: z.ZodType<Claim> = z
  .union([
    z.strictObject({ event: idSchema }),
    z.strictObject({
      get not() {
        return claimSchema;
      },
    }),
    z.looseObject({ type: name }),
  ])
  .meta({
    id: "Claim",
    description:
      "{ type, …its fields }, { event: id } or { not: … }: what somebody says is so. It is not thereby true.",
  });

/** What is claimed, or denied, however often: its fields, and where in the event they stand. Undefined where nothing is claimed. */
export function claimedFields(
  claim: unknown,
): { readonly fields: Fields; readonly path: readonly string[] } | undefined {
  const path = ["claim"];
  let fields = claim;
  while (isFields(fields) && !("type" in fields) && "not" in fields) {
    fields = fields["not"];
    path.push("not");
  }
  return isFields(fields) ? { fields, path } : undefined;
}
