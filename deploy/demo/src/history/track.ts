import type { Arrival } from '@firstcharge/collector/model/arrival.ts';
import { createIdentityHash, type IdentityKeys } from '@firstcharge/collector/ocpp/identity-hash.ts';
import { createRedact } from '@firstcharge/collector/ocpp/redaction.ts';
import { LineTally } from '@firstcharge/collector/receivers/ocpp_log/line-tally.ts';
import { readArrivals } from '@firstcharge/collector/receivers/ocpp_log/read-arrivals.ts';
import { Problem } from '../problem.ts';
import type { BlockMaker } from './block-maker.ts';
import type { HistoryStream } from './history-stream.ts';
import { SampleWriter } from './sample-writer.ts';
import { nextSample, pieceEnds, restMs, type Timetable } from './timetable.ts';

/** What a log is tracked with. */
export interface Tracking {
  readonly log: string;
  /** Byte from which on to read, and the moment (ms) up to which all is known already. */
  readonly from: { readonly position: number; readonly at: number };
  readonly timetable: Timetable;
  readonly identityKeys: IdentityKeys;
  readonly stream: HistoryStream;
  readonly blocks: BlockMaker;
  /** Folder for the blocks of a piece that ends then. */
  readonly folderOf: (pieceEnd: number) => string;
  readonly targetLabels: string;
  /** After each piece but the last: all before `at` is tracked, and in the log before `position`. */
  readonly onPiece: (at: number, position: number, samples: number) => Promise<void>;
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Sends a log through the stream, sampling it as a Prometheus would have. Resolves with the number of samples. */
export async function trackLog(tracking: Tracking): Promise<number> {
  const { timetable, stream, blocks, signal, from } = tracking;
  const writer = new SampleWriter((text) => blocks.write(text), tracking.targetLabels);
  const ends = pieceEnds(timetable).filter((end) => end > from.at);
  /** Byte before which the log holds nothing that is still to come. */
  let position = from.position;
  let sampleAt = nextSample(timetable, from.at);

  const sampleUpTo = async (until: number): Promise<void> => {
    while (sampleAt <= until) {
      const at = sampleAt;
      sampleAt = nextSample(timetable, at);
      const [pieceEnd = timetable.end] = ends;
      const isLast = sampleAt > pieceEnd;
      writer.sample(await stream.collect(at), { at, restMs: restMs(timetable, at), isLast });
      if (!isLast) continue;
      ends.shift();
      await blocks.endPiece(tracking.folderOf(pieceEnd));
      writer.beginPiece();
      if (ends.length > 0) await tracking.onPiece(pieceEnd, position, writer.samples);
    }
  };

  const take = async (arrivals: readonly Arrival[], readTo: number): Promise<void> => {
    signal.throwIfAborted();
    let taken = 0;
    while (taken < arrivals.length && (arrivals[taken]?.receivedAt ?? 0) < from.at) taken += 1;
    for (let index = taken; index < arrivals.length; index += 1) {
      if ((arrivals[index]?.receivedAt ?? 0) < sampleAt) continue;
      await stream.accept(arrivals.slice(taken, index));
      taken = index;
      await sampleUpTo(arrivals[index]?.receivedAt ?? 0);
    }
    await stream.accept(arrivals.slice(taken));
    position = readTo;
    const last = arrivals.at(-1)?.receivedAt ?? timetable.start;
    tracking.onProgress((last - timetable.start) / (timetable.end - timetable.start));
  };

  const hash = createIdentityHash(tracking.identityKeys);
  let failure: unknown = null;
  const takeOrFail = (arrivals: readonly Arrival[], readTo: number): Promise<void> =>
    take(arrivals, readTo).catch((error: unknown) => {
      failure = error;
      throw error;
    });
  const read = await readArrivals(tracking.log, takeOrFail, {
    redact: createRedact(hash),
    tally: new LineTally(),
    onSource: () => from.position,
    signal,
  });
  signal.throwIfAborted();
  if (failure !== null) throw failure;
  if (!read.ok) throw new Problem(read.error.message);
  await sampleUpTo(timetable.end);
  await blocks.finish();
  return writer.samples;
}
