import type { z } from 'zod';
import type { CoreConfig } from './core-config.ts';
import type { SourceError } from './source-error.ts';

/** The kinds of component, as the OpenTelemetry Collector names them. */
export const COMPONENT_KINDS = ['receivers', 'processors', 'exporters', 'extensions'] as const;
export type ComponentKind = (typeof COMPONENT_KINDS)[number];

/** The schema, with its defaults, of each component type: `registry.receivers.get('ocpp_log')`. */
export type ComponentRegistry = Readonly<Record<ComponentKind, ReadonlyMap<string, z.core.$ZodType>>>;

/** One configured component. */
export interface Component {
  /** `ocpp_ws/depot_a` */
  readonly id: string;
  /** `ocpp_ws` */
  readonly type: string;
  /** What was written, variables and secrets put in: its type's schema is known to take it. */
  readonly written: unknown;
  /** What the type's schema made of what was written. */
  readonly config: unknown;
}

/** Ids of the components that a pipeline joins, in order. */
export type Pipeline = CoreConfig['service']['pipelines'][string];

/** A checked configuration: every id that a pipeline names exists. */
export interface Config {
  readonly receivers: ReadonlyMap<string, Component>;
  readonly processors: ReadonlyMap<string, Component>;
  readonly exporters: ReadonlyMap<string, Component>;
  readonly extensions: ReadonlyMap<string, Component>;
  readonly service: CoreConfig['service'];
  readonly inventory: CoreConfig['inventory'];
  readonly identity: CoreConfig['identity'];
  readonly storage: CoreConfig['storage'];
  readonly catalogue: CoreConfig['catalogue'];
  readonly limits: CoreConfig['limits'];
  /** What is allowed and probably not meant. */
  readonly warnings: readonly SourceError[];
}
