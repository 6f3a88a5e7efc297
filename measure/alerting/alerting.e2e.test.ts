import { Station16 } from '@firstcharge/collector/service/testkit/charging-station.ts';
import { until } from '@firstcharge/collector/service/testkit/processes.ts';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import mqtt, { type MqttClient } from 'mqtt';
import { AlertingBench } from './alerting-bench.ts';

jest.setTimeout(90_000);

const bench = new AlertingBench();
let sensors: MqttClient | null = null;
let station: Station16 | null = null;

const said = async (topic: string, words: object | string): Promise<unknown> =>
  sensors?.publishAsync(topic, typeof words === 'string' ? words : JSON.stringify(words), { qos: 1 });
const now = (): string => new Date().toISOString();
const told = (status: 'firing' | 'resolved', alertname: string): Promise<{ labels: object }> =>
  until(`${alertname} is ${status}`, () => bench.webhook.find(status, { alertname }), 40_000);
const counted = (metric: string): Promise<number> => bench.chain.value(`sum(${metric})`);

beforeAll(async () => {
  await bench.start();
  sensors = await mqtt.connectAsync(bench.brokerUrl, { reconnectPeriod: 100 });
  station = new Station16('CS-1', bench.stationsPort);
  await station.start();
}, 90_000);
afterAll(async () => {
  await station?.stop().catch(() => undefined);
  await sensors?.endAsync(true);
  await bench.stop();
});

describe('from a sensor to the people who are on duty', () => {
  it('a router that goes down and comes back is notified with all its labels, and resolved', async () => {
    await said('links/ring-router/link_up', { at: now(), value: true });
    await until('the link is known', async () => (await counted('ev_link_up')) === 1 || undefined);
    await said('links/ring-router/link_up', { at: now(), value: false });
    expect((await told('firing', 'LinkDown')).labels).toEqual({
      alertname: 'LinkDown',
      severity: 'ticket',
      layer: 'network',
      symptom: 'link_down',
      proof: 'clear',
      site: 'ring',
      link: 'ring-router',
    });
    await said('links/ring-router/link_up', { at: now(), value: true });
    await told('resolved', 'LinkDown');
  });

  it('a ground fault on the wire is notified with the connector that has it, and is over when the charger says so', async () => {
    await station?.report('GroundFailure');
    expect((await told('firing', 'SafetyFault')).labels).toMatchObject({
      site: 'ring',
      station: 'CS-1',
      evse: '1',
      connector: '1',
      fault: 'F14',
    });
    await station?.report('NoError');
    await told('resolved', 'SafetyFault');
  });

  it('payments count once each, however often, late and around a restart of the broker they come', async () => {
    const pay = (number: number, phase: string): Promise<unknown> =>
      said('terminals/ring-terminal/payment', { at: now(), phase, event: `p-${number}` });
    for (let number = 0; number < 20; number += 1) await pay(number, 'authorized');
    for (let number = 0; number < 20; number += 2) await pay(number, 'authorized');
    await bench.stopBroker();
    const meanwhile = Array.from({ length: 10 }, (_, at) => pay(100 + at, 'declined'));
    await bench.startBroker();
    await Promise.all(meanwhile);
    await pay(3, 'authorized');
    const events = (result: string): Promise<number> =>
      counted(`ev_payment_events_total{result="${result}"}`);
    await until(
      'all payments are counted',
      async () => ((await events('authorized')) >= 20 && (await events('declined')) >= 10) || undefined,
      40_000,
    );
    expect([await events('authorized'), await events('declined')]).toEqual([20, 10]);
  });

  it('payments count once each when the collector is killed while they come, and one of an hour ago counts, too', async () => {
    const refused = (): Promise<number> => counted('ev_payment_events_total{result="timed_out"}');
    const pay = (number: number, at = Date.now()): Promise<unknown> =>
      said('terminals/ring-terminal/payment', {
        at: new Date(at).toISOString(),
        phase: 'timed_out',
        event: `k-${number}`,
      });
    await Promise.all(Array.from({ length: 15 }, (_, number) => pay(number)));
    const killed = bench.killStream();
    await Promise.all(Array.from({ length: 30 }, (_, number) => pay(number)));
    await killed;
    await pay(7);
    await pay(99, Date.now() - 3_600_000);
    await until('all are counted', async () => (await refused()) >= 31 || undefined, 40_000);
    await pay(8);
    await pay(100);
    await until('the last one is counted', async () => (await refused()) >= 32 || undefined, 40_000);
    expect(await refused()).toBe(32);
  });

  it('a reading that comes late does not move the gauge back', async () => {
    const topic = 'equipment/CS-1/1/1/temperature_celsius';
    const earlier = new Date(Date.now() - 60_000).toISOString();
    await said(topic, { at: now(), value: 41, location: 'connector' });
    await said(topic, { at: earlier, value: 90, location: 'connector' });
    await said(topic, { at: now(), value: 42, location: 'connector' });
    await until(
      'the newest is shown',
      async () => (await counted('ev_evse_temperature_celsius{location="connector"}')) === 42 || undefined,
    );
    expect(await counted('max_over_time(ev_evse_temperature_celsius[1h])')).toBeLessThan(90);
  });

  it('garbage is counted with its reason and stops nothing', async () => {
    for (const text of ['', '{"at":', '[]', '{"value":"much"}', '\u0000\u0001'])
      await said('equipment/CS-1/1/1/power_watts', text);
    await said('links/nobody-knows-it/link_up', { at: now(), value: true });
    await said('equipment/CS-1/1/1/power_watts', { at: now(), value: 50_000, phase: 'total' });
    await until(
      'what is right goes on',
      async () => (await counted('ev_evse_power_watts{location=""}')) === 50_000 || undefined,
    );
    const reasons = (await bench.metrics())
      .split('\n')
      .filter((line) => /^firstcharge_\w+_total\{.*reason="/.test(line) && !/ 0$/.test(line));
    expect(reasons.join('\n')).toMatch(/unreadable/);
    expect(reasons.join('\n')).toMatch(/unknown_device/);
  });

  it('an Alertmanager whose webhook is busy tries again until it is heard', async () => {
    bench.webhook.status = 503;
    const before = bench.webhook.alerts.length;
    await said('links/ring-router/data_session', { at: now(), value: false });
    await until(
      'the alert fires',
      async () =>
        (await counted('ALERTS{alertname="SimWithoutDataSession",alertstate="firing"}')) === 1 || undefined,
      40_000,
    );
    expect(bench.webhook.alerts.slice(before).map(({ labels }) => labels['alertname'])).not.toContain(
      'SimWithoutDataSession',
    );
    bench.webhook.status = 200;
    await told('firing', 'SimWithoutDataSession');
  });
});
