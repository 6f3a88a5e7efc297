import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { apiBench, type ApiBench } from './testkit/api-bench.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await apiBench();
});
afterAll(() => bench.stop());

it('a fault of a station comes with the name that the catalogue has for it; nothing else has one', async () => {
  const { events } = (await bench.get('/stations/CS-3?period=2026-07')).json();
  expect(events).toMatchObject([
    { kind: 'fault', detail: 'F999', name: null },
    { kind: 'fault', detail: 'F36', name: 'SLAC or PLC' },
    { kind: 'boot', detail: 'power_up', name: null },
  ]);
});
