import { z } from "zod";
import { channels } from "../channels/channels.ts";
import { modelSchema } from "./modelSchema.ts";

/** The JSON Schema (draft 7) of a model file, for editors. */
export const modelJsonSchema = (): object => ({
  ...z.toJSONSchema(modelSchema(channels), { target: "draft-7", io: "input", reused: "ref" }),
  title: "valoris model",
});
