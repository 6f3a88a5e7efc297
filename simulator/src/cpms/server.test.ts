import { afterEach, describe, expect, it } from '@jest/globals';
import ocppRpc from 'ocpp-rpc';
import { HEALTHY } from '../mouth/mouth.ts';
import { scenario } from '../testing/run.ts';
import { runFleet } from '../cli/fleet.ts';
import { controlServer } from './control.ts';
import { credentialStatus } from './credentials.ts';
import { CpmsServer } from './server.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 70_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited too long until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function started(): Promise<{ cpms: CpmsServer; url: string }> {
  const cpms = new CpmsServer({ clock: Date.now, strict: true, heartbeatSeconds: 5 });
  const port = await cpms.listen(0);
  open.push(() => cpms.close());
  return { cpms, url: `ws://127.0.0.1:${port}/ocpp` };
}

async function station(url: string) {
  const client = new ocppRpc.RPCClient(
    Object.assign(Object.create(null), {
      endpoint: url,
      identity: 'CS-1',
      protocols: ['ocpp1.6'],
      strictMode: true,
      reconnect: false,
      callTimeoutMs: 400,
    }),
  );
  client.on('error', () => undefined);
  await client.connect();
  open.push(() => client.close({ force: true }));
  return client;
}

/** A card that the CPMS welcomes. */
const card = ['A', 'B', 'C', 'D', 'E', 'F'].find((text) => credentialStatus(text) === 'Accepted') ?? '';

describe('the CPMS', () => {
  it('answers boots and cards, and counts transactions', async () => {
    const { cpms, url } = await started();
    const client = await station(url);
    const boot = await client.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
    expect(boot).toMatchObject({ status: 'Accepted', interval: 5 });
    expect(await client.call('Authorize', { idTag: card })).toEqual({ idTagInfo: { status: 'Accepted' } });
    const start = { connectorId: 1, idTag: card, meterStart: 0, timestamp: '2026-10-05T00:00:00Z' };
    const first = await client.call('StartTransaction', start);
    expect(await client.call('StartTransaction', start)).toEqual(first);
    expect(
      await client.call('StartTransaction', { ...start, timestamp: '2026-10-05T01:00:00Z' }),
    ).not.toEqual(first);
    expect(cpms.violations).toEqual([]);
  });

  it('can refuse, err, and stall', async () => {
    const { cpms, url } = await started();
    const client = await station(url);
    cpms.condition = { ...HEALTHY, refuse: 'Blocked' };
    expect(await client.call('Authorize', { idTag: card })).toEqual({ idTagInfo: { status: 'Blocked' } });
    cpms.condition = { ...HEALTHY, error: ['Heartbeat'] };
    await expect(client.call('Heartbeat', {})).rejects.toMatchObject({ rpcErrorCode: 'InternalError' });
    cpms.condition = { ...HEALTHY, stall: ['*'] };
    await expect(client.call('Heartbeat', {})).rejects.toThrow();
  });

  it('can restart on its port', async () => {
    const { cpms, url } = await started();
    await station(url);
    await cpms.restart(20);
    expect(cpms.connected).toEqual([]);
    await station(url);
    expect(cpms.connected).toEqual(['CS-1']);
  });
});

describe('a live fleet', () => {
  it('boots, authorises, starts and measures over real sockets, within the schemas', async () => {
    const { cpms, url } = await started();
    const control = controlServer(cpms).listen(0, '127.0.0.1');
    await new Promise((resolve) => control.once('listening', resolve));
    const address = control.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const stop = new AbortController();
    const fleet = runFleet({
      scenario: scenario(`seed: 5
start: 2026-10-05T08:00:00Z
days: 1
background: 0
meter_interval_seconds: 1
drivers: { plug_first: 1, tap_first: 0, app: 1, charge_scale: 0.001, refused_share: 0, abandon_share: 0 }
sites:
  - { id: yard, time_zone: UTC, latitude: 1, longitude: 2, profile: highway, demand: 20, stations: [
      { ids: [S-1, S-2], vendor: V, model: M, firmware: "1", protocol: ocpp1.6, power: AC, watts: 22000, evses: 2 },
      { ids: [S-3], vendor: V, model: N, firmware: "2", protocol: ocpp2.0.1, power: AC, watts: 22000, evses: 2 }] }
`),
      stations: Infinity,
      url,
      control: `http://127.0.0.1:${port}`,
      speed: 5000,
      truth: undefined,
      stateIn: undefined,
      clock: Date.now,
      signal: stop.signal,
    });
    open.push(() => {
      control.close();
      control.closeAllConnections();
    });
    const wanted = [
      'BootNotification',
      'StatusNotification',
      'StartTransaction',
      'MeterValues',
      'TransactionEvent',
      'Authorize',
    ];
    try {
      await until(
        () => wanted.every((action) => (cpms.received.get(action) ?? 0) > 0),
        `all of ${wanted.join(', ')} were heard`,
      );
    } finally {
      stop.abort();
      await fleet;
    }
    expect(cpms.violations).toEqual([]);
  }, 90_000);
});
