import type { SelfMetrics } from '../../telemetry/self-metrics.ts';
import type { Delivery } from './delivery.ts';

/** Shows a delivery's counters under `component`. */
export const registerDelivery = <T>(
  self: SelfMetrics,
  component: string,
  delivery: Delivery<T>,
  capacity: number,
): void => {
  self.register('accepted', component, () => delivery.counts.accepted);
  self.register('exportSent', component, () => delivery.counts.sent);
  self.register('exportFailed', component, () => delivery.counts.failed);
  self.register('exportRetries', component, () => delivery.counts.retries);
  self.register('dropped', component, () => delivery.counts.dropped);
  self.register('queueSize', component, () => delivery.size);
  self.register('queueCapacity', component, () => capacity);
};
