import { deserialize, serialize } from 'node:v8';
import { failed, ok, permanent, type Result } from '../../model/result.ts';
import type { FlowTracesSnapshot } from '../../telemetry/flow-traces.ts';
import type { MetricStoreSnapshot } from '../../telemetry/metric-store.ts';

/** To be raised whenever the shape of what is kept changes. */
export const SNAPSHOT_VERSION = 6;

/** Everything that is derived from the signal log, as of one offset. */
export interface StreamSnapshot {
  readonly version: typeof SNAPSHOT_VERSION;
  readonly tracker: Uint8Array;
  readonly metrics: MetricStoreSnapshot;
  readonly traces: FlowTracesSnapshot;
}

/** Bytes for the signal log to keep. */
export const encodeSnapshot = (snapshot: StreamSnapshot): Uint8Array => serialize(snapshot);

/** A snapshot of another version is not used: the log is read from its beginning instead. */
export function decodeSnapshot(bytes: Uint8Array): Result<StreamSnapshot> {
  try {
    const value: StreamSnapshot = deserialize(bytes);
    return value.version === SNAPSHOT_VERSION
      ? ok(value)
      : failed(permanent('the snapshot is of another version'));
  } catch (error) {
    return failed(
      permanent(`the snapshot cannot be read: ${error instanceof Error ? error.message : String(error)}`),
    );
  }
}
