/** Number of single-character insertions, deletions and replacements between two words (Levenshtein). */
function distance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}

/** The known word that was probably meant, null when none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  const near = known
    .map((candidate) => ({
      candidate,
      away: distance(word.slice(0, 80).toLowerCase(), candidate.toLowerCase()),
    }))
    .filter(({ candidate, away }) => away <= Math.min(3, Math.floor(candidate.length / 2)))
    .sort((one, other) => one.away - other.away);
  return near[0]?.candidate ?? null;
}

/** What to do about an unknown word: the nearest known one, or all of them. */
export function suggest(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  if (meant !== null) return `did you mean \`${meant}\`?`;
  return known.length === 0 ? 'remove it' : `use one of ${[...known].sort().join(', ')}`;
}
