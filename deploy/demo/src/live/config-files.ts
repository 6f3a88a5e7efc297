import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROLES } from '@firstcharge/collector/api/contract/service.ts';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { writeHastyRules } from '../alerts/hasty-rules.ts';
import type { Ports } from '../options.ts';
import { incidentsFrom } from './incidents.ts';
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

/** People who watch a demo do not wait a quarter of an hour for an alert. */
const HASTE = { share: 0.1, leastInterval: 15 } as const;

const alertmanagerExample = z.looseObject({ receivers: z.array(z.looseObject({ name: z.string() })) });

/** The example that operators begin with, its routes and inhibitions as they are, with one webhook for every receiver. */
function alertmanagerConfig(alertsUrl: string): string {
  const example = alertmanagerExample.parse(parse(readFileSync(PROJECT.alertmanagerExample, 'utf8')));
  const webhook = { url: alertsUrl, send_resolved: true, max_alerts: 0 };
  return stringify({
    ...example,
    receivers: example.receivers.map(({ name }) => ({ name, webhook_configs: [webhook] })),
  });
}

/** One token for each role of the API, in a file that nobody else may read; those of an earlier run stay. */
function writeTokens(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const role of ROLES) {
    const path = join(folder, role);
    if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600 });
  }
}

/** Writes the configuration of every program; `alertsUrl` is where Alertmanager sends what fires. */
export function writeConfigs(ports: Ports, places: Places, alertsUrl: string): void {
  const values = {
    ALERTMANAGER_PORT: ports.alertmanager,
    RULES: places.rules,
    BROKER_PORT: ports.broker,
    MAPPING: PROJECT.mapping,
    STATIONS_PORT: ports.stations,
    CPMS_PORT: ports.cpms,
    API_PORT: ports.api,
    HEALTH_PORT: ports.health,
    METRICS_PORT: ports.metrics,
    INSTANCE: TARGET.instance,
    JOB: TARGET.job,
  };
  const fill = (template: string, to: string): void =>
    writeFileSync(to, fillIn(readFileSync(template, 'utf8'), values));
  fill(PROJECT.prometheusTemplate, places.prometheusConfig);
  fill(PROJECT.collectorTemplate, places.collectorConfig);
  writeHastyRules(PROJECT.rules, places.rules, HASTE);
  writeFileSync(places.alertmanagerConfig, alertmanagerConfig(alertsUrl));
  writeTokens(places.tokens);
  writeFileSync(places.brokerConfig, `listener ${ports.broker} 127.0.0.1\nallow_anonymous true\n`);
}

const written = z.looseObject({
  drivers: z.record(z.string(), z.unknown()).optional(),
  behaviours: z.array(z.unknown()),
});

/** Charges are this much shorter than in the field, so that one ends every few seconds. */
const CHARGE_SCALE = 0.1;
/** Seconds of silence after which the demo's collector takes a station for lost are a little more than two of these. */
const HEARTBEAT_SECONDS = 30;
/** Seconds between two words of a sensor. */
const TELEMETRY = { interval_seconds: 15, close_interval_seconds: 5 } as const;
/** Seconds between meter values: short charges need a few. */
const METER_SECONDS = 10;

/**
 * Writes the scenario of the live stations: that of the history, whose stories go on where they stand (`start`, ms), with
 * short charges, and incidents from `now` on.
 */
export function writeLiveScenario(start: number, now: number, places: Places): void {
  const scenario = written.parse(parse(readFileSync(PROJECT.scenario, 'utf8')));
  const live = {
    ...scenario,
    start: new Date(start).toISOString(),
    meter_interval_seconds: METER_SECONDS,
    heartbeat_seconds: HEARTBEAT_SECONDS,
    telemetry: TELEMETRY,
    behaviours: [...scenario.behaviours, ...incidentsFrom(now)],
    drivers: { ...scenario.drivers, charge_scale: CHARGE_SCALE },
  };
  writeFileSync(places.liveScenario, stringify(live));
}
