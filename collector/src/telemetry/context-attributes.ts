import type { Attributes } from '@opentelemetry/api';
import { ATTRIBUTE } from '../model/attributes.ts';
import type { SettledFlow } from '../model/flow.ts';

/** What was around a flow as attributes of its root span: `ev.reading.<quantity>.<location>.<phase>.least`, `.most`, `.last`. */
export function contextAttributes({ context }: SettledFlow): Attributes {
  if (context === undefined) return {};
  const attributes: Attributes = {};
  for (const { quantity, location, phase, least, most, last } of context.quantities) {
    const name = ['ev.reading', quantity, location, phase].filter((word) => word !== '').join('.');
    attributes[`${name}.least`] = least;
    attributes[`${name}.most`] = most;
    attributes[`${name}.last`] = last;
  }
  const down = context.links.filter(({ up }) => up === false).map(({ link }) => link);
  if (context.links.length > 0) {
    attributes[ATTRIBUTE.linksDown] = down;
    attributes[ATTRIBUTE.linkDrops] = context.links.reduce((sum, { drops }) => sum + drops, 0);
  }
  if (context.grid !== null) attributes[ATTRIBUTE.gridPresent] = context.grid;
  return attributes;
}
