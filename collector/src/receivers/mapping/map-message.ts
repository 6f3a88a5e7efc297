import type { JSONValue } from 'json-p3';
import type { Observation, Subject, TelemetryArrival } from '../../model/telemetry.ts';
import type { Mapping, MappingEntry } from './mapping.ts';
import { observe } from './observe.ts';
import { readPayload } from './payload.ts';
import type { MappingProblem } from './problem.ts';
import { ProblemList, type Scope } from './scope.ts';
import type { SignalRule } from './signal-rule.ts';
import { subjectOf, type Whereabouts } from './subject.ts';
import { unmappedFields } from './unmapped.ts';

/** One message as it came in. */
export interface Message {
  /** MQTT topic or HTTP path. */
  readonly topic: string;
  readonly payload: Uint8Array;
  /** ms since the epoch. */
  readonly receivedAt: number;
}

/** What messages are mapped with. */
export interface MappingContext extends Whereabouts {
  /** Id of the receiver: `mqtt/depot`. */
  readonly source: string;
  /** Values of the mapping's parameters, where it was not bound to them. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** What a message says, and what of it was not understood. */
export interface MappedMessage {
  readonly arrivals: readonly TelemetryArrival[];
  readonly problems: readonly MappingProblem[];
}

/** Bounds of one message; a page of a pull is one, too. */
const MOST_ITEMS = 5_000;
const MOST_ARRIVALS = 20_000;

/** Maps one message: every entry whose topic and guards fit has its say. Pure; never throws, whatever the payload is. */
export function mapMessage(message: Message, mapping: Mapping, context: MappingContext): MappedMessage {
  const list = new ProblemList();
  const arrivals: TelemetryArrival[] = [];
  let matched = false;
  // Read once a format: entries that share a topic share the payload, and what none of them reads is unmapped.
  const read = new Map<
    string,
    { value: JSONValue | undefined; used: Set<string>; ignore: MappingEntry['ignore'] }
  >();
  for (const entry of mapping.entries) {
    const names = (entry.topic ?? entry.path)?.match(message.topic);
    if (names === null || names === undefined) continue;
    matched = true;
    const at = entry.name;
    const format = `${entry.format}${entry.separator}`;
    const known = read.get(format) ?? {
      value: readPayload(message.payload, entry),
      used: new Set<string>(),
      ignore: [],
    };
    read.set(format, { ...known, ignore: [...known.ignore, ...entry.ignore] });
    if (known.value === undefined) {
      list.report('unreadable', at);
      continue;
    }
    const scope = {
      message: known.value,
      ...{ item: known.value, itemAt: [] },
      ...{ names: new Map([...context.parameters, ...names]), used: known.used, report: list.report },
    };
    arrivals.push(
      ...new EntryReader(entry, at, message, context, list).read(scope, MOST_ARRIVALS - arrivals.length),
    );
  }
  if (!matched) list.report('no_entry', '');
  for (const { value, used, ignore } of read.values()) {
    if (value === undefined) continue;
    for (const [name, example] of unmappedFields(value, used, ignore))
      list.report('unmapped_field', name, example);
  }
  if (
    matched &&
    arrivals.length === 0 &&
    !list.noNews &&
    list.problems.every(({ reason }) => reason === 'unmapped_field')
  )
    if (
      mapping.entries.some(
        (entry) => entry.signals.length > 0 && (entry.topic ?? entry.path)?.match(message.topic),
      )
    )
      list.report('nothing_said', '');
  return { arrivals, problems: list.problems };
}

/** Applies one entry to one message. */
class EntryReader {
  readonly #entry: MappingEntry;
  readonly #at: string;
  readonly #message: Message;
  readonly #context: MappingContext;
  readonly #list: ProblemList;
  readonly #arrivals: TelemetryArrival[] = [];

  constructor(entry: MappingEntry, at: string, message: Message, context: MappingContext, list: ProblemList) {
    this.#entry = entry;
    this.#at = at;
    this.#message = message;
    this.#context = context;
    this.#list = list;
  }

  read(scope: Scope, room: number): readonly TelemetryArrival[] {
    const { each, when, signals } = this.#entry;
    for (const item of this.#items(scope, each, this.#at)) {
      if (when !== undefined && !when(item)) continue;
      let subject: Subject | null | undefined;
      for (const [index, rule] of signals.entries()) {
        const place = `${this.#at}.signals[${index}]`;
        for (const part of this.#items(item, rule.each, place)) {
          if (rule.when !== undefined && !rule.when(part)) continue;
          const seen = observe(rule, part, place);
          if (seen.length === 0) {
            this.#mention(rule, item, part);
            continue;
          }
          // Looked up only where something was seen: a message that says nothing of use need not be of a known device.
          const own =
            rule.subject === undefined
              ? undefined
              : subjectOf(rule.subject, part, this.#context, `${place}.subject`);
          if (own === undefined && subject === undefined)
            subject = subjectOf(this.#entry.subject ?? [], item, this.#context, `${this.#at}.subject`);
          const about = own === undefined ? subject : own;
          if (about === null || about === undefined) {
            this.#mention(rule, item, part);
            continue;
          }
          this.#add(about, seen, rule, part, place);
          if (this.#arrivals.length <= room) continue;
          this.#list.report('too_much', this.#at);
          return this.#arrivals.slice(0, room);
        }
      }
    }
    return this.#arrivals;
  }

  #items(scope: Scope, each: MappingEntry['each'], at: string): readonly Scope[] {
    if (each === undefined) return [scope];
    if (each.isEmptyList(scope.item)) this.#list.noNews = true;
    const nodes = each.select(scope.item, scope.itemAt);
    if (nodes.length > MOST_ITEMS) this.#list.report('too_much', `${at}.each`);
    return nodes
      .slice(0, MOST_ITEMS)
      .map(({ value: item, at: itemAt }): Scope => ({ ...scope, item, itemAt }));
  }

  /** Reads, and tells nobody, what only a signal would have been read with: it is mentioned by the mapping all the same. */
  #mention(rule: SignalRule, item: Scope, part: Scope): void {
    const quiet = { report: (): void => undefined };
    const { subject = [] } = this.#entry;
    if (rule.subject === undefined) subjectOf(subject, { ...item, ...quiet }, this.#context, '');
    else subjectOf(rule.subject, { ...part, ...quiet }, this.#context, '');
    this.#timeOf(rule, { ...part, ...quiet }, '');
    (rule.event ?? this.#entry.event)?.read({ ...part, ...quiet }, '');
  }

  #timeOf(rule: SignalRule, scope: Scope, at: string): number | null | undefined {
    const own = rule.time !== undefined;
    const timeOf = rule.time ?? this.#entry.time;
    return timeOf === undefined
      ? null
      : timeOf(scope, `${own ? at : this.#at}.time`, this.#message.receivedAt);
  }

  #add(subject: Subject, seen: readonly Observation[], rule: SignalRule, scope: Scope, at: string): void {
    const { receivedAt } = this.#message;
    const observedAt = this.#timeOf(rule, scope, at);
    // When a reading was so is half of what it says: without it, an old one would pass for a new one.
    if (observedAt === undefined) return;
    const id = (rule.event ?? this.#entry.event)?.read(scope, `${at}.event`);
    for (const observation of seen) {
      const event =
        observation.kind === 'reading' ? null : this.#eventOf(id, observedAt, subject, observation);
      this.#arrivals.push({
        kind: 'telemetry',
        receivedAt,
        observedAt,
        source: this.#context.source,
        subject,
        observation,
        event,
      });
    }
  }

  /**
   * The name of an event: a hash, since ids of events are made of all sorts of things. It covers what was observed, so that an id that
   * several events of a transaction share does not make them one. A source that gives a time and no id is known by the time.
   */
  #eventOf(
    id: string | number | boolean | undefined,
    observedAt: number | null,
    subject: Subject,
    observation: Observation,
  ): string | null {
    if (id === undefined && observedAt === null) return null;
    return this.#context.hash(JSON.stringify([id ?? observedAt, subject, observation]));
  }
}
