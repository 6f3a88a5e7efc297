import type { ShareKpi } from '../../report.ts';
import { interval, percent } from '../words.ts';
import { html, NOTHING, type Markup } from './markup.ts';

const BAR_WIDTH = 640;
const PLOT_WIDTH = 160;

const round = (value: number): number => Math.round(value * 100) / 100;

/** A share and its interval on a scale from 0 to 100 %; nothing where nothing was counted. */
export const intervalPlot = ({ ratio, low, high }: ShareKpi, what: string, width = PLOT_WIDTH): Markup => {
  if (ratio === null || low === null || high === null) return NOTHING;
  const at = (value: number): number => round(6 + value * (width - 12));
  const text = `${what}: ${percent(ratio)}, 95 % interval ${interval({ numerator: 0, denominator: 0, ratio, low, high })}`;
  return html`<svg role="img" aria-label="${text}" width="${width}" height="16" viewBox="0 0 ${width} 16">
    <title>${text}</title>
    <rect class="track" x="6" y="7" width="${width - 12}" height="2" />
    <rect
      class="range"
      x="${at(low)}"
      y="4"
      width="${round(Math.max(1, at(high) - at(low)))}"
      height="8"
      rx="2"
    />
    <circle class="point" cx="${at(ratio)}" cy="8" r="4.5" />
  </svg>`;
};

/** One part of a bar. */
export interface BarPart {
  readonly name: string;
  readonly className: string;
  readonly value: number;
  /** How the value is written. */
  readonly text: string;
}

/** A bar cut into parts, with its legend; nothing where all are 0. */
export const stackedBar = (parts: readonly BarPart[], what: string): Markup => {
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  if (total <= 0) return NOTHING;
  let at = 0;
  const rects = parts.map(({ className, value }) => {
    const x = at;
    at += (value / total) * BAR_WIDTH;
    return html`<rect class="${className}" x="${round(x)}" y="0" width="${round(at - x)}" height="28" />`;
  });
  const text = `${what}: ${parts.map(({ name, text: value }) => `${name} ${value}`).join(', ')}`;
  const legend = parts.map(
    ({ name, className, text: value }) =>
      html`<li>
        <svg aria-hidden="true" width="12" height="12" viewBox="0 0 12 12">
          <rect class="${className}" width="12" height="12" rx="2" /></svg
        >${name} ${value}
      </li>`,
  );
  return html`<svg
      role="img"
      aria-label="${text}"
      width="${BAR_WIDTH}"
      height="28"
      viewBox="0 0 ${BAR_WIDTH} 28"
      preserveAspectRatio="none"
      style="width:100%;height:28px"
    >
      <title>${text}</title>
      ${rects}
    </svg>
    <ul class="legend">
      ${legend}
    </ul>`;
};

/** One row of bars: how many entered, and how they went on. */
export interface FunnelRow {
  readonly name: string;
  readonly ok: number;
  readonly failed: number;
  readonly left: number;
}

const ROW_HEIGHT = 30;
const NAMES_WIDTH = 110;
const COUNTS_WIDTH = 70;

/** Bars as long as what entered each stage, cut into passed, failed and left. */
export const funnelFigure = (rows: readonly FunnelRow[], write: (value: number) => string): Markup => {
  const most = Math.max(0, ...rows.map(({ ok, failed, left }) => ok + failed + left));
  if (most === 0) return NOTHING;
  const scale = (value: number): number => round((value / most) * (BAR_WIDTH - NAMES_WIDTH - COUNTS_WIDTH));
  const bars = rows.map(({ name, ok, failed, left }, index) => {
    const y = index * ROW_HEIGHT;
    const entered = ok + failed + left;
    const x = NAMES_WIDTH;
    return html`<text x="0" y="${y + 17}">${name}</text
      ><rect class="success" x="${x}" y="${y + 4}" width="${scale(ok)}" height="18" /><rect
        class="failed"
        x="${round(x + scale(ok))}"
        y="${y + 4}"
        width="${scale(failed)}"
        height="18"
      /><rect
        class="abandoned"
        x="${round(x + scale(ok) + scale(failed))}"
        y="${y + 4}"
        width="${scale(left)}"
        height="18"
      /><text class="muted" x="${round(x + scale(entered) + 8)}" y="${y + 17}">${write(entered)}</text>`;
  });
  const height = rows.length * ROW_HEIGHT;
  const text = `Charge attempts that entered each stage: ${rows
    .map(
      ({ name, ok, failed, left }) =>
        `${name} ${write(ok + failed + left)}, of which ${write(failed)} failed there`,
    )
    .join('; ')}`;
  const legend = [
    ['success', 'went on'],
    ['failed', 'failed there'],
    ['abandoned', 'left there without a failure'],
  ].map(
    ([className = '', name = '']) =>
      html`<li>
        <svg aria-hidden="true" width="12" height="12" viewBox="0 0 12 12">
          <rect class="${className}" width="12" height="12" rx="2" /></svg
        >${name}
      </li>`,
  );
  return html`<svg
      role="img"
      aria-label="${text}"
      width="${BAR_WIDTH}"
      height="${height}"
      viewBox="0 0 ${BAR_WIDTH} ${height}"
    >
      <title>${text}</title>
      ${bars}
    </svg>
    <ul class="legend">
      ${legend}
    </ul>`;
};
