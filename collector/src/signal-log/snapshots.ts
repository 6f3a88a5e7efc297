import { open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { JournalDamage } from './journal-damage.ts';
import { syncDirectory } from './segment-file.ts';
import type { Snapshot } from './signal-log.ts';

const KEPT = 2;
const NAME = /^snapshot-(\d{20})\.bin$/;
const HEADER_BYTES = 16;

const snapshotName = (offset: number): string => `snapshot-${String(offset).padStart(20, '0')}.bin`;

/** Offsets of the snapshots of a directory, newest first. */
export async function snapshotOffsets(directory: string): Promise<number[]> {
  const offsets = (await readdir(directory)).flatMap((name) => {
    const digits = NAME.exec(name)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
  return offsets.sort((one, other) => other - one);
}

/** Offset (8 bytes), length and CRC-32 of the state (4 bytes each), big-endian. */
function headerOf({ offset, bytes }: Snapshot): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeBigUInt64BE(BigInt(offset));
  header.writeUInt32BE(bytes.length, 8);
  header.writeUInt32BE(crc32(bytes), 12);
  return header;
}

/** Writes a snapshot beside the old ones, durable before it takes its name; drops all but the newest two. May reject. */
export async function writeSnapshot(directory: string, snapshot: Snapshot): Promise<void> {
  const path = join(directory, snapshotName(snapshot.offset));
  const unfinished = `${path}.tmp`;
  const handle = await open(unfinished, 'w', 0o640);
  try {
    await handle.writeFile(headerOf(snapshot));
    await handle.writeFile(snapshot.bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, path);
  await syncDirectory(directory);
  const old = (await snapshotOffsets(directory)).slice(KEPT);
  await Promise.all(old.map((offset) => rm(join(directory, snapshotName(offset)), { force: true })));
}

/** The newest snapshot whose checksum holds, null when there is none. Rejects when the directory cannot be read. */
export async function readSnapshot(directory: string, damage: JournalDamage): Promise<Snapshot | null> {
  for (const offset of await snapshotOffsets(directory)) {
    const file = await readFile(join(directory, snapshotName(offset))).catch(() => null);
    const snapshot = file === null ? null : { offset, bytes: file.subarray(HEADER_BYTES) };
    if (snapshot !== null && file?.subarray(0, HEADER_BYTES).equals(headerOf(snapshot)) === true)
      return snapshot;
    damage.snapshots += 1;
  }
  return null;
}

/** Removes what a crash in the middle of `writeSnapshot` left behind. */
export async function removeUnfinishedSnapshots(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => /^snapshot-\d+\.bin\.tmp$/.test(name));
  await Promise.all(names.map((name) => rm(join(directory, name), { force: true })));
}
