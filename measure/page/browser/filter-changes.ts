/** One change by hand: the label of a filter's box and what is typed into it; null: the last seven days are chosen. */
export interface FilterChange {
  readonly name: string;
  readonly choose: readonly [label: string, value: string] | null;
}

/** A change of each filter, to what every fleet of `fleetOf` has. */
export const FILTER_CHANGES: readonly FilterChange[] = [
  { name: 'site', choose: ['Site', 'site-00001'] },
  { name: 'model', choose: ['Model', 'Brook 200'] },
  { name: 'firmware', choose: ['Firmware', '1.9.0'] },
  { name: 'station', choose: ['Station', 'CS-00010'] },
  { name: 'time range', choose: null },
];
