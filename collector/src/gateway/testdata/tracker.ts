/*
 * A tracking process for tests: appends the key of every record to a file, then calls it durable.
 * `node tracker.ts SOCKET JOURNAL`; `busy` as third argument ends in an endless loop at the first record.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { ChannelServer } from '../channel-server.ts';

const [path = '', journal = '', mood = ''] = process.argv.slice(2);
const positions = new Map<string, number>();
for (const line of existsSync(journal) ? readFileSync(journal, 'utf8').split('\n') : []) {
  const [run, sequence] = line.split(' ');
  if (run !== undefined && sequence !== undefined) positions.set(run, Number(sequence));
}

const server = new ChannelServer({
  address: { path },
  positions,
  maxBatchRecords: 50,
  maxPendingBytes: 1 << 20,
  retryMs: 100,
  deliver: async (run, records) => {
    while (mood === 'busy');
    // One write, so that a kill leaves a batch whole or not at all.
    const lines = records.map((record) => {
      const text =
        record.kind === 'message'
          ? record.raw.toString('latin1')
          : record.kind === 'gap'
            ? String(record.from)
            : '';
      return `${run} ${record.sequence} ${record.kind} ${text}\n`;
    });
    appendFileSync(journal, lines.join(''));
  },
  stats: () => undefined,
  rejected: () => undefined,
});
await server.start();
