import { z } from "zod";
import { calendarsSchema } from "../../doors/canon.ts";

const SEVERITIES = ["error", "warning", "info", "off"] as const;
const severitySchema = z.enum(SEVERITIES).describe("How bad it is; `off` leaves the rule out.");

const oneOrMoreTexts = (description: string) =>
  z
    .union([z.string().min(1), z.array(z.string().min(1))], "Write a text, or a list of texts.")
    .optional()
    .describe(description);

const yearsSchema = z.number("A lifespan is a number of years.").positive("A lifespan is a number of years.");

/** What valoris.config.yaml may say. */
export const configSchema = z
  .strictObject(
    {
      canon: oneOrMoreTexts("Files, folders or globs, relative to this file."),
      log: z
        .string("Write the folder of a log.")
        .min(1)
        .default(".valoris")
        .describe("The folder of the log, relative to this file."),
      rules: z
        .record(
          z.string(),
          z.union(
            [severitySchema, z.looseObject({ severity: severitySchema.optional() })],
            `A rule gets a severity (${SEVERITIES.join(", ")}), or a mapping of \`severity\` and its parameters.`,
          ),
          "Write a mapping of rules or groups: { office/vacancy: off, office: warning }.",
        )
        .optional()
        .describe("By rule or group: a severity, or a mapping of `severity` and the rule's parameters."),
      species: z
        .record(
          z.string(),
          z.union(
            [yearsSchema, z.strictObject({ lifespan: yearsSchema })],
            "A species gets its lifespan in years: 250, or { lifespan: 250 }.",
          ),
          "Write a mapping of species: { vulcan: 250 }.",
        )
        .optional()
        .describe("Years that a species lives at most; over what canon declares."),
      ranks: z
        .record(
          z.string(),
          z.int("A rank is a whole number; 1 is highest.").positive("A rank is a whole number; 1 is highest."),
          "Write a mapping of documents: { chapter-one: 1 }.",
        )
        .optional()
        .describe("Whose word counts, by document, 1 highest; over what canon declares."),
      dates: z
        .strictObject(
          {
            approximationYears: z
              .int("Write a whole number of years.")
              .min(0, "Write a whole number of years.")
              .max(10_000, "Write a whole number of years, up to 10000.")
              .optional()
              .describe("Years by which ~ and ? widen a date, each side; 1 if absent."),
          },
          "Write a mapping: { approximationYears: 2 }.",
        )
        .optional()
        .describe("How dates are read."),
      calendars: calendarsSchema.optional(),
      plugins: oneOrMoreTexts(
        "Modules with rules, types of event and weights of your own: ./house-rules.js, or packages.",
      ),
      pluginTimeout: z
        .number("Write a number of seconds.")
        .positive("Write a number of seconds.")
        .max(86_400, "Write a number of seconds, up to a day.")
        .default(10)
        .describe("Seconds after which a plugin's rule is stopped; 10 if absent."),
    },
    "The configuration is a mapping, such as `canon: canon/`.",
  )
  .describe("The configuration of valoris, read from its folder downwards.");

export type ConfigData = z.infer<typeof configSchema>;
