import { open } from 'node:fs/promises';

/** The file that the journal writes to; a seam, so that a full or failing disk can be tried. Every method may reject. */
export interface SegmentFile {
  /** Writes all of it at `position`, bytes from the file's start. */
  write(bytes: Buffer, position: number): Promise<void>;
  /** Resolves when what was written is on the disk. */
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

export type OpenSegmentFile = (path: string) => Promise<SegmentFile>;

/** Makes names created in or removed from a directory durable. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Opens or creates a segment's file; readable by its owner and group only, since frames tell who charges where. */
export const openSegmentFile: OpenSegmentFile = async (path) => {
  const handle = await open(path, 'a+', 0o640).then(async (created) => {
    await created.close();
    return open(path, 'r+');
  });
  return {
    async write(bytes, position) {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
        done += bytesWritten;
      }
    },
    sync: () => handle.datasync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  };
};
