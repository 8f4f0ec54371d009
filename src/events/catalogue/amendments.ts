import { z } from "zod";
import { defineEvent } from "../defineEvent.ts";
import { refers, text } from "../fields.ts";

const reason = text.min(1).describe("Why; shown wherever the change is.");

export const EventRetracted = defineEvent("EventRetracted", {
  doc: "An event recorded earlier is taken back. Retracting a retraction undoes it.",
  timeless: true,
  schema: () => z.strictObject({ target: refers("event"), reason }),
});

export const EventAmended = defineEvent("EventAmended", {
  doc: "Fields of an event recorded earlier get other values; `null` takes a field away. The last recorded wins, field by field.",
  timeless: true,
  schema: () => z.strictObject({ target: refers("event"), set: z.record(z.string(), z.unknown()), reason }),
});
