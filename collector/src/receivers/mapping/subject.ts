import { z } from 'zod';
import { devicesOf, type Found } from '../../inventory/device-index.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Subject } from '../../model/telemetry.ts';
import { ok, type Result } from '../../model/result.ts';
import { field, parseField, type Field } from './field.ts';
import { isFields, oneOrMore, part, readPart, type PartProblem } from './schema-part.ts';
import type { Scope } from './scope.ts';

/** What subjects are looked up with. */
export interface Whereabouts {
  readonly inventory: Inventory;
  /** Turns an id of a device into what may be told of it. */
  readonly hash: (identity: string) => string;
}

/** A device by the inventory's own id, or by one that another system has for it. */
interface DeviceField {
  readonly by: string | null;
  readonly is: Field;
}

const external = z.strictObject({ by: z.string().min(1).max(100), is: field });

function parseDevice(value: unknown): Result<DeviceField, readonly PartProblem[]> {
  if (isFields(value) && 'by' in value) return readPart(external, value);
  const own = parseField(value);
  return own.ok ? ok({ by: null, is: own.value }) : own;
}

const device = part(parseDevice);

type Sort = 'station' | 'link' | 'terminal' | 'site';

const written = z
  .strictObject({
    station: device.optional(),
    evse: device.optional(),
    connector: device.optional(),
    link: device.optional(),
    terminal: device.optional(),
    site: device.optional(),
    feeder: device.optional(),
  })
  .superRefine((value, context) => {
    const sorts = new Set(
      Object.keys(value).map((key) =>
        key === 'evse' || key === 'connector' ? 'station' : key === 'feeder' ? 'site' : key,
      ),
    );
    const message = 'name one of station (with evse, connector), link, terminal, or site (with feeder)';
    if (sorts.size !== 1) context.addIssue({ code: 'custom', message });
    const { station, evse, connector, site, feeder } = value;
    if (station === undefined && (evse ?? connector)?.by === null)
      context.addIssue({
        code: 'custom',
        message: 'name the `station`, too, or look it up `by` an external id',
      });
    if (site === undefined && feeder?.by === null)
      context.addIssue({
        code: 'custom',
        message: 'name the `site`, too, or look the feeder up `by` an external id',
      });
  });
type Written = z.output<typeof written>;

/** Ways to tell whom it is about: the first whose fields are there. */
export const subjects = oneOrMore(written, 10);
export type SubjectRules = z.output<typeof subjects>;

/** Ids as OCPP and the inventory have them. */
const STATION_ID = /^[^\p{Cc}\s]{1,48}$/u;
const MOST_EVSES = 10_000;

/** `absent`: the fields are not there. `refused`: reported. */
type Told<T> = T | 'absent' | 'refused';

/** Looks a subject up, one item at a time. */
class Lookup {
  readonly #scope: Scope;
  readonly #whereabouts: Whereabouts;
  readonly #at: string;

  constructor(scope: Scope, whereabouts: Whereabouts, at: string) {
    this.#scope = scope;
    this.#whereabouts = whereabouts;
    this.#at = at;
  }

  subject(rule: Written): Told<Subject> {
    if (rule.link) return this.#named('link', rule.link, (link) => ({ of: 'link', link }));
    if (rule.terminal)
      return this.#named('terminal', rule.terminal, (terminal) => ({ of: 'terminal', terminal }));
    return rule.site || rule.feeder ? this.#site(rule) : this.#station(rule);
  }

  #text(given: DeviceField): string | undefined {
    const value = given.is.read(this.#scope, this.#at);
    return value === undefined || String(value).trim() === '' ? undefined : String(value).trim();
  }

  /** What was found, with what cannot be found reported: by a hash, since it may be the address of a SIM. */
  #checked<T>(found: Found<T>, kind: string, id: string): Told<T> {
    if (found !== 'unknown' && found !== 'ambiguous') return found;
    const reason = found === 'unknown' ? 'unknown_device' : 'ambiguous_device';
    this.#scope.report(reason, this.#at, `${kind} ${this.#whereabouts.hash(id)}`);
    return 'refused';
  }

  #id(sort: Sort, given: DeviceField): Told<string> {
    const id = this.#text(given);
    if (id === undefined) return 'absent';
    const { inventory } = this.#whereabouts;
    if (given.by !== null) {
      const found = this.#checked(devicesOf(inventory).find(sort, given.by, id), given.by, id);
      return typeof found === 'object' ? found.id : found;
    }
    const listed = {
      station: inventory.stations,
      link: inventory.links,
      terminal: inventory.terminals,
      site: inventory.sites,
    };
    // A station that speaks OCPP may be unknown to the inventory; it is counted at the default site then, and so is its telemetry.
    const known = listed[sort].has(id) || (sort === 'station' && STATION_ID.test(id));
    return known ? id : this.#checked<string>('unknown', sort, id);
  }

  #named(sort: Sort, given: DeviceField, make: (id: string) => Subject): Told<Subject> {
    const id = this.#id(sort, given);
    return id === 'absent' || id === 'refused' ? id : make(id);
  }

  #site({ site, feeder }: Written): Told<Subject> {
    const own = site === undefined ? null : this.#id('site', site);
    if (own === 'absent' || own === 'refused') return own;
    if (feeder === undefined) return own === null ? 'absent' : { of: 'site', site: own, feeder: null };
    const id = this.#text(feeder);
    if (id === undefined) return 'absent';
    const { inventory } = this.#whereabouts;
    if (feeder.by !== null) {
      const found = this.#checked(devicesOf(inventory).feeder(feeder.by, id, own), feeder.by, id);
      return typeof found === 'object' ? { of: 'site', ...found } : found;
    }
    const feeders = own === null ? [] : (inventory.sites.get(own)?.feeders ?? []);
    if (own !== null && feeders.some((listed) => listed.id === id))
      return { of: 'site', site: own, feeder: id };
    return this.#checked<Subject>('unknown', 'feeder', id);
  }

  #station({ station, evse, connector }: Written): Told<Subject> {
    const own = station === undefined ? null : this.#id('station', station);
    if (own === 'absent' || own === 'refused') return own;
    const place = this.#place(own, evse, connector);
    return typeof place === 'string' ? place : { of: 'station', ...place };
  }

  #place(
    station: string | null,
    evse: DeviceField | undefined,
    connector: DeviceField | undefined,
  ): Told<{ station: string; evse: number | null; connector: number | null }> {
    const { inventory } = this.#whereabouts;
    const devices = devicesOf(inventory);
    if (connector !== undefined && connector.by !== null) {
      const id = this.#text(connector);
      return id === undefined
        ? 'absent'
        : this.#checked(devices.connector(connector.by, id, station), connector.by, id);
    }
    const number = connector === undefined ? null : this.#number(connector);
    if (number === 'absent' || number === 'refused') return number;
    if (evse !== undefined && evse.by !== null) {
      const id = this.#text(evse);
      if (id === undefined) return 'absent';
      const found = this.#checked(devices.evse(evse.by, id, station), evse.by, id);
      return typeof found === 'object' ? { ...found, connector: number } : found;
    }
    const index = evse === undefined ? null : this.#number(evse);
    if (index === 'absent' || index === 'refused') return index;
    return station === null ? 'absent' : { station, evse: index, connector: number };
  }

  #number(given: DeviceField): Told<number> {
    const text = this.#text(given);
    if (text === undefined) return 'absent';
    const number = Number(text);
    if (Number.isInteger(number) && number >= 0 && number <= MOST_EVSES) return number;
    this.#scope.report('bad_value', this.#at, text);
    return 'refused';
  }
}

/** Whom an item is about; null, and reported, when that cannot be told. */
export function subjectOf(
  rules: SubjectRules,
  scope: Scope,
  whereabouts: Whereabouts,
  at: string,
): Subject | null {
  const lookup = new Lookup(scope, whereabouts, at);
  for (const rule of rules) {
    const told = lookup.subject(rule);
    if (typeof told === 'object') return told;
    if (told === 'refused') return null;
  }
  scope.report('no_subject', at);
  return null;
}
