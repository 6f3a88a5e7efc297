import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from '@opentelemetry/sdk-metrics';

/** One collection of a real SDK, pushed: what an operator's pipeline may know of a station, a router and a feeder. */
export async function pushEquipment(exporter: PushMetricExporter): Promise<void> {
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({
    readers: [reader],
    resource: resourceFromAttributes({
      'evse.station.id': 'CS-1',
      'evse.id': 2,
      'evse.connector.id': '1',
    }),
  });
  const meter = provider.getMeter('equipment');
  meter.createGauge('hw.temperature', { unit: '[degF]' }).record(104, { 'hw.sensor_location': 'connector' });
  meter.createCounter('hw.energy', { unit: 'kWh' }).add(2);
  meter.createUpDownCounter('line.voltage').add(231_000, { phase: 'l2' });
  meter.createGauge('router.rtt', { unit: 'ms' }).record(80, { 'router.id': 'R-1' });
  meter.createGauge('hw.network.up').record(0, { 'router.id': 'R-1' });
  meter.createGauge('hw.status').record(1, { 'hw.state': 'failed', site: 'S-1', feeder: 'F-2' });
  meter.createGauge('hw.status').record(1, { 'hw.state': 'ok', site: 'S-1' });
  meter.createGauge('process.memory').record(12);
  await provider.shutdown();
}
