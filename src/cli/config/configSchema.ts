import { z } from "zod";

const SEVERITIES = ["error", "warning", "info", "off"] as const;
const severitySchema = z.enum(SEVERITIES).describe("How bad it is; `off` leaves the rule out.");

const oneOrMoreTexts = (description: string) =>
  z
    .union([z.string().min(1), z.array(z.string().min(1))], "Write a text, or a list of texts.")
    .optional()
    .describe(description);

const yearsSchema = z.number("A lifespan is a number of years.").positive("A lifespan is a number of years.");

const stardateSchema = z.string("A stardate is text: put it in quotes.").min(1);
const stardateEraSchema = z
  .strictObject(
    {
      from: stardateSchema.describe('The first stardate of the era, quoted: "1000.0".'),
      to: stardateSchema.describe('The last stardate of the era, quoted: "9999.9".'),
      begins: z.string("Write a day, such as 2265-01-01.").describe("The day on which the first stardate begins."),
      perYear: z
        .int("Write a whole number of stardates.")
        .positive("Write a whole number of stardates.")
        .describe("Stardates in a mean year (365.2425 days)."),
    },
    "An era is { from, to, begins, perYear }.",
  )
  .describe("Stardates that count evenly from a day on.");

const dayCountSchema = z.int("Write a whole number of days.").min(0, "Write a whole number of days.");
const yearCountSchema = z.int("Write a whole number of years.");
const ownCalendarSchema = z
  .strictObject(
    {
      months: z
        .array(
          z.strictObject(
            {
              name: z.string("Write the name of a month.").min(1),
              days: dayCountSchema.describe("0 for one that only leap years have."),
              leapDays: dayCountSchema.optional().describe("In leap years; as many as in others if absent."),
            },
            "A month is { name, days }.",
          ),
          "Write a list of months, each { name, days }.",
        )
        .describe("In their order. A year of 336 days without months is one month of them."),
      leap: z
        .strictObject(
          {
            every: yearCountSchema.describe("Every so many years is a leap year,"),
            except: yearCountSchema.optional().describe("but not every so many,"),
            but: yearCountSchema.optional().describe("but again every so many."),
          },
          "A leap rule is { every: 4 }, or { every: 4, except: 100, but: 400 }.",
        )
        .optional()
        .describe("Which years have their months' `leapDays`; none if absent."),
      eras: z
        .array(
          z.strictObject(
            {
              name: z.string("Write the name of an era, such as 3E.").min(1),
              offset: yearCountSchema.describe("The year of the calendar's own count that is its year 0."),
              backwards: z
                .boolean("Write true or false.")
                .optional()
                .describe("Whether its years count down to there."),
            },
            "An era is { name, offset }.",
          ),
          "Write a list of eras, each { name, offset }.",
        )
        .optional()
        .describe("Ways to count its years: 3E 433, 19 BBY."),
      begins: z.string("Write a day, such as 2265-01-01.").describe("The civil day on which its year 1 begins."),
    },
    "A calendar is { months, begins }, with `leap` and `eras` if it has any.",
  )
  .describe("A calendar of the canon's own, by its name.");

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
      calendars: z
        .strictObject(
          {
            stardate: z
              .array(stardateEraSchema, "Write a list of eras.")
              .optional()
              .describe("Eras of stardates, before that of the Next Generation, which is known."),
          },
          "Write a mapping: { stardate: […] }, or of calendars of your own by their names.",
        )
        .catchall(ownCalendarSchema)
        .optional()
        .describe("Reckonings that canon has beside the civil one."),
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
