/** What an event does to what it begins, ends or restores, as a label beside it. */
const WORDS: Readonly<Record<string, string>> = {
  ClassDeclared: "declared",
  ConflictBegun: "begun",
  ConflictEnded: "ended",
  DocumentAdded: "added",
  FactionDissolved: "dissolved",
  FactionFounded: "founded",
  FormationDisbanded: "disbanded",
  FormationRaised: "raised",
  OfficeEstablished: "established",
  PersonBorn: "born",
  PersonDied: "died",
  PersonRestored: "restored",
  QuestionOpened: "opened",
  RegionCharted: "charted",
  ReportFiled: "filed",
  ShipDecommissioned: "decommissioned",
  ShipDestroyed: "destroyed",
  ShipFound: "found",
  ShipLaunched: "launched",
  ShipMissing: "missing",
  SpeciesDeclared: "declared",
  SystemCharted: "charted",
  TalksHalted: "halted",
  TalksOpened: "opened",
  TreatyAbrogated: "abrogated",
  TreatyRatified: "ratified",
  TreatySigned: "signed",
};

export const participle = (type: string, otherwise: string): string => WORDS[type] ?? otherwise;

/** “a”, “a and b”, “a, b and c”. */
export function listOf(words: readonly string[]): string {
  const last = words.at(-1);
  if (last === undefined || words.length === 1) return last ?? "";
  return `${words.slice(0, -1).join(", ")} and ${last}`;
}
