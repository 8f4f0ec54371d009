import type { Draw } from "./keyedRandom.ts";

const WORDS =
  `the a of to and in that for with from over under against before after while when until because council fleet border convoy
station envoy treaty talks senate admiral governor minister agency reports rumours demands refuses accepts withdraws advances
orders denies confirms warns promises threatens suspects believes fears hopes expects delays attacks defends repairs builds
launches loses regains occupies abandons surveys seals opens closes crosses patrols shadows intercepts escorts blockades
supplies energy dilithium grain ore medicine refugees prisoners hostages engineers pilots crews officers veterans workers
colonists merchants smugglers pirates rebels loyalists zealots neutral hostile allied former new old secret public sudden
quiet brief long costly bloodless decisive minor major northern outer inner distant disputed fortified ruined wealthy poor
nebula corridor sector system homeworld moon yard depot relay array gate wormhole rift belt cluster frontier capital province`.split(
    /\s+/,
  );

/** So many words, as an author might note them. */
export function sentence(draw: Draw, words: number): string {
  let text = "";
  for (let i = 0; i < words; i++) text += `${i === 0 ? "" : " "}${WORDS[draw(WORDS.length)]}`;
  return text;
}
