import { openFileJournal } from '@firstcharge/collector/signal-log/file-journal.ts';
import { Problem } from '../problem.ts';

/** Puts the state at the end of the history where a collector looks for its own: its counters go on from there. */
export async function seedJournal(directory: string, snapshot: Uint8Array): Promise<void> {
  const journal = await openFileJournal({ directory });
  if (!journal.ok) throw new Problem(`the collector's journal cannot be made: ${journal.error.message}`);
  const saved = await journal.value.saveSnapshot({ offset: journal.value.end(), bytes: snapshot });
  await journal.value.close();
  if (!saved.ok) throw new Problem(`the state of the history cannot be kept: ${saved.error.message}`);
}
