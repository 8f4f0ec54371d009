import { z } from "zod";
import type { Calendars } from "./calendars.ts";

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

/** What `calendars:` may say, in the configuration and in a canon file's header. */
export const calendarsSchema = z
  .strictObject(
    {
      stardate: z
        .array(stardateEraSchema, "Write a list of eras.")
        .optional()
        .describe("Eras of stardates, before that of the Next Generation, which is known."),
      julian: z
        .record(
          z.string(),
          z.string("Write the last Julian day, such as 1752-09-02."),
          "Write a mapping of places: { england: 1752-09-02 }.",
        )
        .optional()
        .describe("Calendars of places that left the Julian one, by name: the last Julian day of each."),
    },
    "Write a mapping: { stardate: […] }, or of calendars of your own by their names.",
  )
  .catchall(ownCalendarSchema)
  .describe("Reckonings that canon has beside the civil one.");

export function calendarsOf({ stardate = [], julian = {}, ...own }: z.infer<typeof calendarsSchema>): Calendars {
  return { stardate, julian, own };
}
