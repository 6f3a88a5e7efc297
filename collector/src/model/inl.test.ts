import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inlFacts, inlRate, inlRates, START_MODES, type InlFacts } from './inl.ts';

const flow = (evidence: readonly (readonly [number, string])[], change = {}) => ({
  evidence: evidence.map(([second, text]) => ({ at: 1_000 * second, text })),
  recovered: false,
  validStop: true,
  ...change,
});

describe('how an attempt began', () => {
  it.each([
    [
      'plug_in_first',
      [
        [0, 'transaction started: CablePluggedIn'],
        [9, 'credential presented'],
        [10, 'credential accepted'],
      ],
    ],
    [
      'authorize_first',
      [
        [0, 'credential presented'],
        [1, 'credential accepted'],
        [20, 'transaction started: CablePluggedIn'],
      ],
    ],
    [
      'authorize_first',
      [
        [0, 'credential presented'],
        [1, 'credential refused: blocked'],
      ],
    ],
    [
      'authorize_first',
      [
        [0, 'status preparing'],
        [5, 'credential presented'],
        [6, 'credential accepted'],
        [7, 'transaction started'],
      ],
    ],
    [
      'remote_start',
      [
        [0, 'remote start asked for'],
        [1, 'remote start accepted'],
      ],
    ],
    [
      'remote_start',
      [
        [0, 'remote start accepted'],
        [3, 'credential presented'],
        [4, 'credential accepted'],
        [6, 'transaction started'],
      ],
    ],
    ['remote_start', [[0, 'transaction started: RemoteStart']]],
    [
      'cached_or_local',
      [
        [0, 'status preparing'],
        [5, 'transaction started'],
      ],
    ],
    [
      'cached_or_local',
      [
        [0, 'transaction started: Authorized'],
        [1, 'credential refused: invalid'],
      ],
    ],
    [
      'plug_in_first',
      [
        [0, 'transaction started'],
        [0, 'transaction started: CablePluggedIn'],
      ],
    ],
    [null, [[0, 'status preparing']]],
    [null, [[0, 'credential presented']]],
    [
      null,
      [
        [0, 'remote start asked for'],
        [30, 'remote start error'],
      ],
    ],
    [null, [[0, 'transaction started: EVDetected']]],
  ] as const)('is %s', (mode, evidence) => {
    expect(inlFacts(flow(evidence)).mode).toBe(mode);
  });

  it('is unknown of a transaction that was found in its middle', () => {
    expect(inlFacts(flow([[0, 'transaction started']], { recovered: true })).mode).toBeNull();
  });
});

describe('a power delivery attempt', () => {
  it('is a report of Charging after the start', () => {
    expect(
      inlFacts(
        flow([
          [5, 'transaction started'],
          [20, 'status charging'],
        ]),
      ).delivered,
    ).toBe(true);
    expect(
      inlFacts(
        flow([
          [5, 'transaction started: Authorized'],
          [20, 'charging state charging'],
        ]),
      ).delivered,
    ).toBe(true);
    expect(
      inlFacts(
        flow([
          [2, 'status charging'],
          [5, 'transaction started'],
        ]),
      ).delivered,
    ).toBe(false);
    expect(inlFacts(flow([[2, 'status charging']])).delivered).toBe(false);
  });

  it('is timed from the first answer, or from the cable', () => {
    const seconds = (evidence: readonly (readonly [number, string])[]) =>
      inlFacts(flow(evidence)).startSeconds;
    expect(
      seconds([
        [0, 'credential presented'],
        [1, 'credential accepted'],
        [40, 'transaction started'],
        [52, 'status charging'],
      ]),
    ).toBe(51);
    expect(
      seconds([
        [0, 'transaction started: CablePluggedIn'],
        [12, 'charging state charging'],
      ]),
    ).toBe(12);
    expect(
      seconds([
        [0, 'transaction started'],
        [12, 'status charging'],
      ]),
    ).toBeNull();
  });
});

describe('the rates of INL', () => {
  const facts = (mode: InlFacts['mode'], delivered: boolean, validStop: boolean): InlFacts => ({
    ...{ mode, delivered, validStop, startSeconds: null },
  });

  it('weigh as INL’s calculator does, which is biased, and pool as sums over sums', () => {
    const rate = (numerator: number, denominator: number) => ({
      numerator,
      denominator,
      ratio: numerator / denominator,
    });
    const { pooled, weighted } = inlRate([rate(90, 100), rate(1, 100)]);
    expect(pooled.ratio).toBeCloseTo(0.455, 12);
    expect(weighted).toBeCloseTo((0.9 * 90 + 0.01) / 91, 12);
  });

  it('count by mode, and leave out what no equation counts', () => {
    const rates = inlRates([
      facts('authorize_first', true, true),
      facts('authorize_first', false, true),
      facts('remote_start', true, false),
      facts(null, true, true),
    ]);
    expect(
      rates.modes.map(({ charge_start_success: { numerator, denominator } }) => [numerator, denominator]),
    ).toEqual([
      [0, 0],
      [1, 2],
      [1, 1],
      [0, 0],
    ]);
    expect(rates.charge_end_success).toEqual({ numerator: 1, denominator: 2, ratio: 0.5 });
    expect(rates.session_success.pooled).toEqual({ numerator: 2, denominator: 3, ratio: 2 / 3 });
    expect(rates.outside).toBe(1);
  });

  it('never weigh to less than the pooled rate', () => {
    const anyFacts = fc.record({
      mode: fc.constantFrom(...START_MODES),
      delivered: fc.boolean(),
      validStop: fc.boolean(),
      startSeconds: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(anyFacts, { minLength: 1 }), (flows) => {
        const { pooled, weighted } = inlRates(flows).charge_start_success;
        expect(weighted ?? 1).toBeGreaterThanOrEqual((pooled.ratio ?? 0) - 1e-12);
      }),
    );
  });
});
