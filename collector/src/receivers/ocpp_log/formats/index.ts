import { citrineos } from './citrineos.ts';
import { csv } from './csv.ts';
import { evcc } from './evcc.ts';
import type { FormatName, LogFormat } from './format.ts';
import { homeAssistant } from './home-assistant.ts';
import { inl } from './inl.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { plain } from './plain.ts';
import { steve } from './steve.ts';

const FORMATS: Readonly<Record<FormatName, LogFormat>> = {
  jsonl,
  citrineos,
  inl,
  steve,
  home_assistant: homeAssistant,
  evcc,
  json,
  csv,
  plain,
};

/** So sure that no more lines are needed. */
const SURE = 0.8;

/** A format by its name. */
export const formatOf = (name: FormatName): LogFormat => FORMATS[name];

/** The format that a single line of text with a frame is of; null where it is of none. */
export const textFormatOf = (line: string): LogFormat | null => {
  const format = detectFormat([line], true);
  return format === null || format.unordered === true || format.name === 'inl' ? null : format;
};

/**
 * The format of which these first lines most likely are: null when it cannot be told yet, or, with `last`, when it is none
 * that is known.
 */
export function detectFormat(lines: readonly string[], last: boolean): LogFormat | null {
  let best: { readonly format: LogFormat | null; readonly confidence: number } = {
    format: null,
    confidence: 0,
  };
  for (const format of Object.values(FORMATS)) {
    const confidence = format.detect(lines);
    if (confidence > best.confidence) best = { format, confidence };
  }
  return last || best.confidence >= SURE ? best.format : null;
}
