import { z } from 'zod';
import { suggest } from '../../config/nearest.ts';
import { PAYMENT_PHASES } from '../../model/payment.ts';
import { CONNECTOR_STATUSES } from '../../model/signal.ts';
import { CONDITIONS, PHASES, QUANTITIES, type Observation } from '../../model/telemetry.ts';
import { field } from './field.ts';
import { parseJsonPath } from './json-path.ts';
import { oneOrMore, part, wrong } from './schema-part.ts';
import { subjects } from './subject.ts';
import { time } from './time.ts';
import { QUANTITY_UNITS } from './units.ts';
import { when } from './when.ts';
import { ok } from '../../model/result.ts';

const number = z.number().refine(Number.isFinite, 'write a number');

/** A JSONPath in a schema. */
export const jsonPath = part((value) => {
  const hint = 'write a JSONPath (RFC 9535) such as $.data[*]';
  if (typeof value !== 'string') return wrong(hint);
  const path = parseJsonPath(value);
  return path.ok ? ok(path.value) : wrong(`${hint}: ${path.error}`);
});

/** What one word of a vendor means. */
const meaning = z
  .strictObject({
    condition: z.enum(CONDITIONS).optional(),
    holds: z.boolean().optional(),
    problem: z.string().min(1).max(128).optional(),
    active: z.boolean().optional(),
    payment: z.enum(PAYMENT_PHASES).optional(),
    status: z.enum(CONNECTOR_STATUSES).optional(),
  })
  .superRefine(({ condition, holds, problem, active, payment, status }, context) => {
    if ([condition, problem, payment, status].filter((kind) => kind !== undefined).length !== 1)
      context.addIssue({
        code: 'custom',
        message: 'name one of condition (with holds), problem, payment, status',
      });
    if ((holds !== undefined) !== (condition !== undefined))
      context.addIssue({
        code: 'custom',
        message: '`holds` goes with `condition`, and `condition` with `holds`',
      });
    if (active !== undefined && problem === undefined)
      context.addIssue({ code: 'custom', message: '`active` goes with `problem`' });
  })
  .transform((value): Observation | null => {
    const { condition, holds, problem, active = true, payment, status } = value;
    if (condition !== undefined && holds !== undefined) return { kind: 'condition', condition, holds };
    if (problem !== undefined) return { kind: 'problem', code: problem, active };
    if (payment !== undefined) return { kind: 'payment', phase: payment };
    return status === undefined ? null : { kind: 'status', status };
  });

/** `nothing` is a word that is known and says nothing. */
const meanings = oneOrMore(meaning, 20, 'nothing');

const KINDS = ['reading', 'condition', 'problem', 'payment', 'status', 'state'] as const;
type Kind = (typeof KINDS)[number];

/** Which keys go with which kind, beside those that all have. */
const BELONGING: Readonly<
  Record<Kind, { readonly needs: readonly string[]; readonly takes: readonly string[] }>
> = {
  reading: { needs: ['value'], takes: ['unit', 'factor', 'offset', 'scale', 'phase', 'location'] },
  condition: { needs: ['holds'], takes: [] },
  problem: { needs: [], takes: ['active'] },
  payment: { needs: [], takes: [] },
  status: { needs: [], takes: [] },
  state: { needs: ['means'], takes: [] },
};
const COMMON = ['each', 'when', 'subject', 'time', 'event'];

const shape = z.strictObject({
  reading: z.enum(QUANTITIES).optional(),
  value: field.optional(),
  unit: z.string().optional(),
  factor: number.optional(),
  offset: number.optional(),
  scale: field.optional(),
  phase: field.optional(),
  location: field.optional(),
  condition: z.enum(CONDITIONS).optional(),
  holds: field.optional(),
  problem: field.optional(),
  active: field.optional(),
  payment: field.optional(),
  status: field.optional(),
  state: field.optional(),
  means: z.record(z.string(), meanings).optional(),
  each: jsonPath.optional(),
  when: when.optional(),
  subject: subjects.optional(),
  time: time.optional(),
  event: field.optional(),
});
type Shape = z.output<typeof shape>;

interface Issue {
  readonly key: string | null;
  readonly message: string;
}

function keyIssues(value: Shape): Issue[] {
  const written = Object.keys(value);
  const kinds = KINDS.filter((kind) => written.includes(kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1)
    return [{ key: null, message: `say one of ${KINDS.join(', ')}` }];
  const { needs, takes } = BELONGING[kind];
  const missing = needs.filter((key) => !written.includes(key));
  const strange = written.filter((key) => key !== kind && ![...needs, ...takes, ...COMMON].includes(key));
  return [
    ...missing.map((key) => ({ key: null, message: `a ${kind} needs \`${key}\`` })),
    ...strange.map((key) => ({ key, message: `\`${key}\` does not go with \`${kind}\`: remove it` })),
  ];
}

/** Places are labels: what a message may say freely would be as many series as somebody likes to send. */
const LOCATION = /^[A-Za-z0-9_. -]{0,64}$/;

function readingIssues({ reading, unit, phase, location }: Shape): Issue[] {
  if (reading === undefined) return [];
  const units = Object.keys(QUANTITY_UNITS[reading].units);
  const issues: Issue[] = [];
  if (unit !== undefined && !units.includes(unit))
    issues.push({ key: 'unit', message: suggest(unit, units) });
  const places = location?.constant === null ? location.values : [location?.constant ?? ''];
  if (places === null || !places.every((place) => LOCATION.test(String(place ?? ''))))
    issues.push({
      key: 'location',
      message: 'write a constant, or list what it can be: `{ from: …, words: { vendor word: location } }`',
    });
  const phases: readonly string[] = PHASES;
  const said = phase?.constant === null ? (phase.values ?? []) : [phase?.constant ?? ''];
  for (const word of said)
    if (word !== null && !phases.includes(String(word)))
      issues.push({ key: 'phase', message: `use one of ${PHASES.filter(Boolean).join(', ')}` });
  return issues;
}

/** Words that a field of a closed list can have, as far as the mapping lists them. */
function wordIssues({ status, payment }: Shape): Issue[] {
  const closed = [
    ['status', status, CONNECTOR_STATUSES],
    ['payment', payment, PAYMENT_PHASES],
  ] as const;
  return closed.flatMap(([key, given, known]): Issue[] => {
    const said = given === undefined ? [] : given.constant === null ? (given.values ?? []) : [given.constant];
    const words: readonly string[] = known;
    return said
      .filter((word) => word !== null && !words.includes(String(word)))
      .map((word) => ({ key, message: suggest(String(word), words) }));
  });
}

/** One kind of signal that an entry of a mapping finds in its messages. */
export const signalRule = shape.superRefine((value, context) => {
  for (const { key, message } of [...keyIssues(value), ...readingIssues(value), ...wordIssues(value)])
    context.addIssue({ code: 'custom', message, path: key === null ? [] : [key] });
});
export type SignalRule = z.output<typeof signalRule>;
