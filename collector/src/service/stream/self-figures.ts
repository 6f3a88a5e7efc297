import type { GatewayStats } from '../../gateway/counters.ts';
import { HttpJsonReceiver } from '../../receivers/http_json/http-json.ts';
import type { Intake } from '../../receivers/mapping/intake.ts';
import { MqttReceiver } from '../../receivers/mqtt/mqtt.ts';
import { OcppWsReceiver } from '../../receivers/ocpp_ws/ocpp-ws.ts';
import { OtlpReceiver } from '../../receivers/otlp/otlp.ts';
import type { Receiver } from '../../receivers/receiver.ts';
import type { SelfMetrics } from '../../telemetry/self-metrics.ts';
import type { Stream } from './stream.ts';

/** Figures of the gateway that runs now. */
const newest = (receiver: OcppWsReceiver): GatewayStats | undefined =>
  [...receiver.gateways().values()].at(-1);

/** What a receiver that maps messages understood and what it did not. */
function registerMapped(
  self: SelfMetrics,
  id: string,
  counts: { readonly messages: number; readonly accepted: number },
  intake: Intake,
): void {
  self.register('accepted', id, () => counts.accepted);
  self.register('receiverMessages', id, () => counts.messages);
  for (const reason of intake.problems.keys())
    self.register('receiverProblems', id, () => intake.problems.get(reason) ?? 0, [reason]);
}

function registerMqtt(self: SelfMetrics, receiver: MqttReceiver): void {
  const { id, counts, intake } = receiver;
  registerMapped(self, id, counts, intake);
  self.register('receiverProblems', id, () => counts.retained, ['retained']);
  self.register('receiverDuplicates', id, () => counts.duplicates);
  self.register('receiverFailures', id, () => counts.disconnects);
  self.register('dropped', id, () => counts.tooLong);
  self.register('queueSize', id, () => receiver.waiting);
  self.register('connections', id, () => (receiver.isConnected ? 1 : 0));
}

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
    if (receiver instanceof MqttReceiver) registerMqtt(self, receiver);
    if (receiver instanceof HttpJsonReceiver) {
      const { id, counts, intake } = receiver;
      registerMapped(self, id, counts, intake);
      self.register('refused', id, () => counts.refused);
      self.register('receiverFailures', id, () => counts.failures);
    }
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
