import type { Section } from '../section.ts';
import { html, NOTHING, type Markup } from './markup.ts';

/** A column that holds a figure a row. */
export interface FigureColumn {
  readonly title: string;
  readonly figures: readonly Markup[];
}

const align = (side: 'left' | 'right' | undefined): Markup =>
  side === 'right' ? html` class="right"` : NOTHING;

/** What a terminal's note says of another output format means nothing on a page. */
const noteOf = (note: string): string => note.replace(/: --format json has all .*$/, ' not shown here');

/** A section as a table with caption and headings; nothing where it has no rows. */
export const sectionTable = (section: Section, caption: string, plot?: FigureColumn): Markup => {
  const { columns, rows, note } = section;
  if (rows.length === 0) return NOTHING;
  const heads = columns.map(({ title, align: side }) => html`<th scope="col" ${align(side)}>${title}</th>`);
  const body = rows.map((row, index) => {
    const cells = columns.map(({ align: side }, column) => {
      const cell = row[column] ?? '';
      if (column === 0 && side !== 'right') return html`<th scope="row">${cell}</th>`;
      return html`<td${align(side)}>${cell}</td>`;
    });
    return html`<tr>
      ${cells}${plot === undefined ? NOTHING : html`<td>${plot.figures[index] ?? NOTHING}</td>`}
    </tr>`;
  });
  const head = plot === undefined ? NOTHING : html`<th scope="col">${plot.title}</th>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${section.title}">
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            ${heads}${head}
          </tr>
        </thead>
        <tbody>
          ${body}
        </tbody>
      </table>
    </div>
    ${note === undefined ? NOTHING : html`<p class="note">${noteOf(note)}</p>`}`;
};
