import type { GatewayStats } from '../../gateway/counters.ts';
import { OcppWsReceiver } from '../../receivers/ocpp_ws/ocpp-ws.ts';
import { OtlpReceiver } from '../../receivers/otlp/otlp.ts';
import type { Receiver } from '../../receivers/receiver.ts';
import type { SelfMetrics } from '../../telemetry/self-metrics.ts';
import type { Stream } from './stream.ts';

/** Figures of the gateway that runs now. */
const newest = (receiver: OcppWsReceiver): GatewayStats | undefined =>
  [...receiver.gateways().values()].at(-1);

/** What the collector tells about itself: of the process, the stream, and each receiver. */
export function registerSelfMetrics(
  self: SelfMetrics,
  stream: Stream,
  receivers: readonly Receiver[],
  now: () => number,
): void {
  self.registerProcess('stream', process);
  self.register('accepted', 'signal_log', () => stream.applied);
  self.register('refused', 'signal_log', () => stream.failures);
  self.register('lag', 'stream', () =>
    stream.streamAt === 0 ? 0 : Math.max(0, (now() - stream.streamAt) / 1_000),
  );
  self.register('series', 'metric_store', () => stream.store.seriesCount);
  self.register('seriesRefused', 'metric_store', () => stream.store.refused);
  for (const receiver of receivers) {
    if (receiver instanceof OtlpReceiver) {
      self.register('accepted', receiver.id, () => receiver.counts.accepted);
      self.register('dropped', receiver.id, () => receiver.counts.rejected);
      self.register('refused', receiver.id, () => receiver.counts.refused);
    }
    if (!(receiver instanceof OcppWsReceiver)) continue;
    self.register('accepted', receiver.id, () => receiver.counts.records);
    self.register('dropped', receiver.id, () => receiver.counts.lost);
    const ofGateways = (figure: (stats: GatewayStats) => number): number =>
      [...receiver.gateways().values()].reduce((sum, stats) => sum + figure(stats), 0);
    self.register('connections', receiver.id, () => newest(receiver)?.connectionsOpen ?? 0);
    self.register('queueSize', receiver.id, () => newest(receiver)?.ringRecords ?? 0);
    self.register('refused', receiver.id, () =>
      ofGateways((stats) => Object.values(stats.refused).reduce((sum, count) => sum + count, 0)),
    );
  }
}
