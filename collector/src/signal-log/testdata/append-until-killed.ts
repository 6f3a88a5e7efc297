/**
 * Appends numbered batches to the journal in the directory of its first argument, going on where the journal ends, and
 * writes each acknowledged number to standard output, until it is killed.
 */
import { writeSync } from 'node:fs';
import { openFileJournal } from '../file-journal.ts';

const [, , directory = ''] = process.argv;
const opened = await openFileJournal({ directory, windowMs: 1, segmentBytes: 20_000 });
if (!opened.ok) throw new Error(opened.error.message);
const journal = opened.value;

const appendOne = async (sequence: number): Promise<void> => {
  const arrivals = Array.from({ length: 1 + (sequence % 5) }, (_, part) => ({
    kind: 'frame' as const,
    receivedAt: 1_793_527_200_000 + sequence,
    station: `CS-${part}`,
    direction: 'from_station' as const,
    frame: [2, String(sequence), 'DataTransfer', { data: 'x'.repeat(200) }],
  }));
  const result = await journal.append({ arrivals, position: { source: 'child', sequence } });
  if (result.ok) writeSync(1, `${sequence}\n`);
};

for (let sequence = (journal.positions().get('child') ?? 0) + 1; ; sequence += 8) {
  await Promise.all(Array.from({ length: 8 }, (_, index) => appendOne(sequence + index)));
}
