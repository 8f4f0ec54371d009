import { z } from "zod";
import { defineEvent } from "../defineEvent.ts";
import { belong, capital, exposure, life, meeting, member, place, ranking, standing } from "../effects.ts";
import { acts, declares, ends, entityShape, name, refers, undergoes } from "../fields.ts";

export const rank = z.enum(["major", "minor", "covert", "organisation"]);

export const FactionFounded = defineEvent("FactionFounded", {
  doc: "A power, a people, an agency or a secret society comes into being.",
  verb: "was founded",
  declares: "faction",
  schema: () =>
    z.strictObject({
      faction: declares("faction"),
      name: name.optional(),
      standing: rank.describe("Only major and minor factions are powers: they have a share, and nerves."),
      partOf: undergoes("faction").optional().describe("The faction that it belongs to."),
      capital: refers("system").optional().describe("Its seat from the beginning."),
      ...entityShape,
    }),
  effects: ({ faction, standing: as, partOf, capital: seat }) => [
    life(faction, "begins"),
    standing(faction, as),
    ...(seat === undefined ? [] : [capital(faction, seat)]),
    ...(partOf === undefined ? [] : [belong(faction, { to: partOf, atFirst: true })]),
  ],
});

export const StandingChanged = defineEvent("StandingChanged", {
  doc: "A faction comes to be another kind of power, or none any more.",
  schema: () => z.strictObject({ faction: undergoes("faction"), standing: rank }),
  effects: ({ faction, standing: as }) => [standing(faction, as)],
});

export const FactionDissolved = defineEvent("FactionDissolved", {
  doc: "A faction ceases to be, with or without a successor.",
  verb: "was dissolved",
  schema: () => z.strictObject({ faction: ends("faction"), successor: undergoes("faction").optional() }),
  effects: ({ faction, successor }) => [life(faction, "ends", { successor })],
});

export const FactionIdentified = defineEvent("FactionIdentified", {
  doc: "Somebody learns that a faction exists, and what it is.",
  schema: () => z.strictObject({ faction: refers("faction"), by: acts("faction", "formation", "person", "ship") }),
  effects: ({ faction, by }) => [exposure(faction, by)],
});

export const EncounterOccurred = defineEvent("EncounterOccurred", {
  doc: "Parties meet.",
  schema: () =>
    z.strictObject({
      parties: z.array(acts("faction", "formation", "person", "ship")).min(1),
      place: refers("system", "region").optional(),
    }),
  effects: ({ parties, place: at }) => [
    meeting(parties),
    ...(at === undefined ? [] : parties.map((who) => place(who, at))),
  ],
});

export const AllegianceChanged = defineEvent("AllegianceChanged", {
  doc: "A person, a formation, a ship or a faction comes to serve another (a faction, or a person who employs or owns), or nobody.",
  schema: () =>
    z.strictObject({
      subject: undergoes("person", "formation", "ship", "faction"),
      to: undergoes("faction", "person").optional(),
      from: refers("faction", "person").optional(),
    }),
  effects: ({ subject, to, from }) => [belong(subject, { to, from })],
});

export const CapitalMoved = defineEvent("CapitalMoved", {
  doc: "A faction makes a system its seat.",
  schema: () =>
    z.strictObject({
      faction: acts("faction"),
      system: refers("system"),
      host: undergoes("faction")
        .optional()
        .describe("Whose guest it is there, as a government in exile: who rules the system."),
    }),
  effects: ({ faction, system, host }) => [capital(faction, system, host)],
});

export const MemberJoined = defineEvent("MemberJoined", {
  doc: "A faction or person enters a body: a league, an alliance, a council.",
  schema: () => z.strictObject({ body: refers("faction", "treaty"), member: acts("faction", "person") }),
  effects: ({ body, member: who }) => [member(body, who, "joins")],
});

export const MemberLeft = defineEvent("MemberLeft", {
  doc: "A faction or person leaves a body.",
  schema: () => z.strictObject({ body: refers("faction", "treaty"), member: acts("faction", "person") }),
  effects: ({ body, member: who }) => [member(body, who, "leaves")],
});

export const StandingStated = defineEvent("StandingStated", {
  doc: "Canon ranks a faction among others by some measure.",
  schema: () =>
    z.strictObject({
      faction: undergoes("faction"),
      metric: name.describe("power, military, a component of force, territory, …"),
      rank: z.enum(["highest", "lowest", "top-third", "bottom-third"]),
      among: z.union([
        z.enum(["powers", "major-powers"]),
        refers("faction", "region"),
        z.array(refers("faction", "region")).min(1),
      ]),
    }),
  effects: ({ faction, metric, rank, among }) => [
    ranking(faction, { metric, rank, among: among === "powers" || among === "major-powers" ? among : [among].flat() }),
  ],
});
