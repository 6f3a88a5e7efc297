import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import type { Ports } from '../options.ts';
import { PROJECT, type Places } from '../places.ts';
import { Problem } from '../problem.ts';

/** What Prometheus adds to every series of the collector, live and in the history. */
export const TARGET = { instance: 'firstcharge', job: 'firstcharge' } as const;

/** As it stands in a series. */
export const TARGET_LABELS = Object.entries(TARGET)
  .map(([name, value]) => `${name}="${value}"`)
  .join(',');

/** Puts values in the place of `${NAME}`. */
export function fillIn(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\$\{([A-Z_]+)\}/g, (_match, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Problem(`a template asks for ${name}, which nobody knows`);
    return String(value);
  });
}

/** Writes the configuration of Prometheus and of the collector. */
export function writeConfigs(ports: Ports, places: Places): void {
  const values = {
    STATIONS_PORT: ports.stations,
    CPMS_PORT: ports.cpms,
    HEALTH_PORT: ports.health,
    METRICS_PORT: ports.metrics,
    INSTANCE: TARGET.instance,
    JOB: TARGET.job,
  };
  const fill = (template: string, to: string): void =>
    writeFileSync(to, fillIn(readFileSync(template, 'utf8'), values));
  fill(PROJECT.prometheusTemplate, places.prometheusConfig);
  fill(PROJECT.collectorTemplate, places.collectorConfig);
}

const drivers = z.looseObject({ drivers: z.record(z.string(), z.unknown()).optional() });

/** Charges are this much shorter than in the field, so that one ends every few seconds. */
const CHARGE_SCALE = 0.1;
/** Seconds between meter values: short charges need a few. */
const METER_SECONDS = 10;

/**
 * Writes the scenario of the live stations: that of the history, whose stories go on where they stand (`start`, ms), with
 * short charges.
 */
export function writeLiveScenario(start: number, places: Places): void {
  const scenario = drivers.parse(parse(readFileSync(PROJECT.scenario, 'utf8')));
  const live = {
    ...scenario,
    start: new Date(start).toISOString(),
    meter_interval_seconds: METER_SECONDS,
    drivers: { ...scenario.drivers, charge_scale: CHARGE_SCALE },
  };
  writeFileSync(places.liveScenario, stringify(live));
}
