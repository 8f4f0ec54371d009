/** The word that was probably meant: at most a third of its letters away (Damerau 1964, adjacent swaps count one), or none. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      bestDistance = distance;
      best = candidate;
    }
  }
  return best;
}

/** Whatever is no less than `most` is `most`. Cells further than that from the diagonal are not looked at (Ukkonen 1985). */
function editDistance(a: string, b: string, most: number): number {
  let before: number[] = [];
  let last: number[] = [];
  for (let j = 0; j <= b.length; j++) last.push(j);
  for (let i = 1; i <= a.length; i++) {
    const row: number[] = [];
    row[0] = i;
    const [from, to] = [Math.max(1, i - most), Math.min(b.length, i + most)];
    if (from > 1) row[from - 1] = most;
    let least = from === 1 ? i : most;
    for (let j = from; j <= to; j++) {
      const isSame = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min((last[j] ?? most) + 1, (row[j - 1] ?? most) + 1, (last[j - 1] ?? most) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1))
        cost = Math.min(cost, (before[j - 2] ?? most) + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    // A swap looks two rows back, and no row's least is more than one above the last one's.
    if (least > most) return most;
    before = last;
    last = row;
  }
  return Math.min(most, last[b.length] ?? most);
}
