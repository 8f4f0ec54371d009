/** Day 0 is 2000-01-01; ten million events at four a day end in 8845. */
export function dayText(day: number): string {
  return new Date(Date.UTC(2000, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
}
