import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { scenario, simulate, violation } from '../testing/run.ts';
import type { Outcome, TruthLine } from '../testing/run.ts';

const truthYaml = readFileSync(join(import.meta.dirname, '../../scenarios/truth.yaml'), 'utf8');
/** All behaviours for a day and a half. */
const short = { ...scenario(truthYaml), days: 1.5 };

const text = (record: TruthLine, field: string): string => String(record[field]);

describe('a simulated log', () => {
  let run: Outcome;
  beforeAll(() => {
    run = simulate(short);
  });

  it('is the same, byte for byte, for the same seed, and another for another', () => {
    const again = simulate(short);
    expect(again.log).toEqual(run.log);
    expect(again.truth).toEqual(run.truth);
    expect(simulate({ ...short, seed: 8, days: 0.1 }).log).not.toEqual(simulate({ ...short, days: 0.1 }).log);
  });

  it('has its lines in the order of arrival, inside the scenario', () => {
    const times = run.lines.map((line) => line.receivedAt);
    expect(times).toEqual([...times].sort());
    expect(Date.parse(times[0] ?? '')).toBeGreaterThanOrEqual(short.start);
    expect(Date.parse(times.at(-1) ?? '')).toBeLessThanOrEqual(short.start + 1.5 * 86_400_000);
  });

  it('keeps to the schemas of OCPP in every call and every answer', () => {
    const protocols = new Map<string, string>();
    const actions = new Map<string, string>();
    const wrong: string[] = [];
    for (const { station, protocol, direction, frame } of run.lines) {
      if (protocol !== undefined) protocols.set(station, protocol);
      if (frame === undefined || frame[0] === 4) continue;
      const [kind, id] = frame;
      const caller = kind === 2 ? direction : direction === 'from_station' ? 'to_station' : 'from_station';
      const key = `${station} ${String(caller)} ${id}`;
      const action = kind === 2 ? String(frame[2]) : (actions.get(key) ?? 'unasked');
      if (kind === 2) actions.set(key, action);
      const found = violation(
        protocols.get(station) ?? '',
        `urn:${action}.${kind === 2 ? 'req' : 'conf'}`,
        frame[kind === 2 ? 3 : 2],
      );
      if (found !== null) wrong.push(`${action}: ${found}`);
    }
    expect([...new Set(wrong)]).toEqual([]);
    expect(new Set(protocols.values())).toEqual(new Set(['ocpp1.6', 'ocpp2.0.1']));
  });

  it('answers every call once, or the connection broke, or the backend was stalled', () => {
    const open = new Map<string, string>();
    const unanswered: string[] = [];
    for (const { station, event, direction, frame } of run.lines) {
      if (event !== undefined)
        for (const key of open.keys()) if (key.startsWith(`${station} `)) open.delete(key);
      if (frame === undefined) continue;
      const [kind, id] = frame;
      if (kind === 2) open.set(`${station} ${String(direction)} ${id}`, String(frame[2]));
      else {
        const caller = direction === 'from_station' ? 'to_station' : 'from_station';
        if (!open.delete(`${station} ${caller} ${id}`))
          unanswered.push(`answer without call ${station} ${id}`);
      }
    }
    expect(unanswered).toEqual([]);
    expect(open.size).toBeLessThan(10);
  });

  it('sends nothing on a connection that is not there', () => {
    const connected = new Set<string>();
    const stray: string[] = [];
    for (const { station, event, receivedAt } of run.lines) {
      if (event === 'connect') connected.add(station);
      else if (event === 'disconnect') connected.delete(station);
      else if (!connected.has(station)) stray.push(`${station} ${receivedAt}`);
    }
    expect(stray).toEqual([]);
  });
});

describe('the truth beside it', () => {
  let run: Outcome;
  let flows: Map<string, TruthLine>;
  beforeAll(() => {
    run = simulate({ ...short, days: 3 });
    flows = new Map(run.flows.map((flow) => [text(flow, 'id'), flow]));
  });

  it('has the flows of every visit, each flow in one visit, at one site', () => {
    const seen = new Set<unknown>();
    for (const visit of run.visits) {
      const members = Array.isArray(visit['flows']) ? visit['flows'].map(String) : [];
      expect(members.length).toBeGreaterThan(0);
      for (const id of members) {
        expect(seen.has(id)).toBe(false);
        seen.add(id);
        expect(flows.get(id)).toMatchObject({ visit: visit['id'] });
      }
    }
  });

  it('counts what it lists', () => {
    const summary: TruthLine = JSON.parse(run.truth.at(-1) ?? '{}');
    const ended = run.flows.filter((flow) => flow['open'] !== true);
    expect(summary).toMatchObject({
      type: 'summary',
      kpis: { flows: ended.length, open: run.flows.length - ended.length },
    });
    const successes = ended.filter((flow) => flow['outcome'] === 'success').length;
    expect(summary).toMatchObject({
      kpis: { outcomes: { success: successes }, session_success: { numerator: successes } },
    });
  });

  it('gives every flow stages in order of time and a reason where one failed', () => {
    for (const flow of run.flows) {
      const stages: unknown[] = Array.isArray(flow['stages']) ? flow['stages'] : [];
      for (const stage of stages) {
        const { start, end } = JSON.parse(JSON.stringify(stage));
        expect(String(start) <= String(end)).toBe(true);
      }
      const failed = flow['outcome'] === 'failed' || flow['outcome'] === 'interrupted';
      if (failed && flow['open'] !== true)
        expect([flow['id'], typeof flow['failed_stage'], typeof flow['reason']]).toEqual([
          flow['id'],
          'string',
          'string',
        ]);
    }
  });

  it('agrees with the meters: what each OCPP 1.6 station counted is what its flows took', () => {
    const counted = new Map<string, number>();
    const asked = new Map<string, number>();
    const started = new Map<string, number>();
    for (const { station, frame } of run.lines) {
      const [kind, id, action, payload] = frame ?? [0, ''];
      const call = `${station} ${id}`;
      const { meterStart, meterStop, transactionId } = JSON.parse(
        JSON.stringify((kind === 3 ? action : payload) ?? {}),
      );
      if (kind === 2 && action === 'StartTransaction') asked.set(call, Number(meterStart));
      if (kind === 3 && asked.has(call))
        started.set(`${station} ${String(transactionId)}`, asked.get(call) ?? 0);
      const begun = started.get(`${station} ${String(transactionId)}`);
      if (kind !== 2 || action !== 'StopTransaction' || begun === undefined) continue;
      started.delete(`${station} ${String(transactionId)}`);
      counted.set(station, (counted.get(station) ?? 0) + Number(meterStop) - begun);
    }
    const odd = run.flows.filter(
      (flow) => flow['open'] === true || JSON.stringify(flow['behaviours']).includes('missing-stop'),
    );
    const plain = [...counted.keys()].filter((station) => !odd.some((flow) => flow['station'] === station));
    expect(plain.length).toBeGreaterThan(6);
    for (const station of plain) {
      const mine = run.flows.filter((flow) => flow['station'] === station);
      const truth = mine.reduce((sum, flow) => sum + Number(flow['energy_wh']), 0);
      expect([station, Math.abs((counted.get(station) ?? 0) - truth) <= 2 * mine.length]).toEqual([
        station,
        true,
      ]);
    }
  });

  it('never holds a credential', () => {
    const tags = new Set(
      run.lines.flatMap(({ frame }) =>
        frame?.[2] === 'Authorize' ? (/"([0-9A-F]{14})"/.exec(JSON.stringify(frame[3]))?.[1] ?? []) : [],
      ),
    );
    expect(tags.size).toBeGreaterThan(5);
    const all = run.truth.join('\n');
    for (const tag of tags) expect(all.includes(tag)).toBe(false);
  });
});
