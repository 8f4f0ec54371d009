/** What an event does to what it begins, ends or restores, as a verb. */
const VERBS: Readonly<Record<string, string>> = {
  ClassDeclared: "was declared",
  ConflictBegun: "began",
  ConflictEnded: "ended",
  DocumentAdded: "was added",
  FactionDissolved: "was dissolved",
  FactionFounded: "was founded",
  FormationDisbanded: "was disbanded",
  FormationRaised: "was raised",
  OfficeEstablished: "was established",
  PersonBorn: "was born",
  PersonDied: "died",
  PersonRestored: "was restored",
  QuestionOpened: "was opened",
  RegionCharted: "was charted",
  ReportFiled: "was filed",
  ShipDecommissioned: "was decommissioned",
  ShipDestroyed: "was destroyed",
  ShipFound: "was found",
  ShipLaunched: "was launched",
  ShipMissing: "went missing",
  SpeciesDeclared: "was declared",
  SystemCharted: "was charted",
  TalksHalted: "were halted",
  TalksOpened: "were opened",
  TreatyAbrogated: "was abrogated",
  TreatyRatified: "was ratified",
  TreatySigned: "was signed",
};

export const verbOf = (type: string, otherwise: string): string => VERBS[type] ?? otherwise;

/** “a”, “a and b”, “a, b and c”. */
export function listOf(words: readonly string[]): string {
  const last = words.at(-1);
  if (last === undefined || words.length === 1) return last ?? "";
  return `${words.slice(0, -1).join(", ")} and ${last}`;
}
