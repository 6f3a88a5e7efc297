import type { GrafanaTheme2 } from '@grafana/data';

/** Fewer attempts than these say nothing: hatched, never red. */
export const FEWEST = 5;
/** Shares at which the next colour begins. */
export const HEAT_STEPS = [0.05, 0.1, 0.2, 0.35] as const;

export const heatColours = (theme: GrafanaTheme2): string[] =>
  ['super-light-green', 'light-yellow', 'light-orange', 'semi-dark-orange', 'semi-dark-red'].map((name) =>
    theme.visualization.getColorByName(name),
  );

export const heatOf = (colours: readonly string[], share: number): string =>
  colours[HEAT_STEPS.filter((step) => share >= step).length] ?? '';
