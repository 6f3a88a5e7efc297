import { relative } from 'node:path';
import type { DemoOptions } from './options.ts';
import type { Places } from './places.ts';
import { firstChargeSuccess, startSuccess } from './summary/summary.ts';

/** A graph of Prometheus' own pages. */
export function graphLink(url: string, expressions: readonly string[], range: string): string {
  const parameters = expressions.flatMap((expression, index) => [
    `g${index}.expr=${encodeURIComponent(expression)}`,
    `g${index}.tab=0`,
    `g${index}.range_input=${range}`,
  ]);
  return `${url}/graph?${parameters.join('&')}`;
}

/** What to open and what to try, a line each. `from`: the folder in which the reader's shell is. `hasApp`: the Grafana app is built. */
export function whereToLook(
  options: DemoOptions,
  places: Places,
  { from, hasApp }: { readonly from: string; readonly hasApp: boolean },
): string[] {
  const prometheus = `http://127.0.0.1:${options.ports.prometheus}`;
  const shown = (path: string): string => relative(from, path) || path;
  const range = options.days > 0 ? `${options.days}d` : '15m';
  const lines = [
    '',
    hasApp
      ? `Grafana app    http://127.0.0.1:${options.ports.workbench}  in a workbench, without a Grafana`
      : 'Grafana app    not built: `make demo` does that',
    `Prometheus     ${prometheus}`,
    `  both KPIs    ${graphLink(prometheus, [startSuccess('1d'), firstChargeSuccess('1d')], range)}`,
    `Alertmanager   http://127.0.0.1:${options.ports.alertmanager}`,
    `/metrics       http://127.0.0.1:${options.ports.metrics}/metrics`,
    `API            http://127.0.0.1:${options.ports.api}/api/v1, token in ${shown(places.tokens)}/viewer`,
    `Ledger         ${shown(places.ledger)}`,
    `Logs           ${shown(places.logs)}/`,
  ];
  if (options.days > 0)
    lines.push(
      `OCPP log       ${shown(places.log)}`,
      '',
      `A report of it: npx firstcharge report ${shown(places.log)} --inventory ${shown(places.inventory)}`,
    );
  return [...lines, '', 'Ctrl-C ends it all.', ''];
}
