import type { Command } from 'commander';
import { failed, ok, permanent, type Result } from '../../model/result.ts';
import { parseFormatChoice } from '../../receivers/ocpp_log/formats/choice.ts';
import { isTimeZone } from '../../receivers/ocpp_log/time/time-zone.ts';
import type { LogOptions } from './log-batches.ts';

/** What the command line says of the logs. */
export interface WrittenLogOptions {
  readonly logFormat?: string;
  readonly station?: string;
  readonly zone?: string;
}

/** Adds the options by which a command is told how to understand logs. */
export const addLogOptions = (command: Command): Command =>
  command
    .option(
      '--log-format <format>',
      'jsonl, steve, citrineos, home_assistant, evcc, inl, plain, csv, json; csv:station=A,time=B,frame=C names columns (default: told by the first lines)',
    )
    .option('--station <id>', 'station of log lines that name none (default: after the file)')
    .option('--zone <zone>', 'IANA time zone of log times without one (default: UTC)');

/** Checks them. */
export const readLogOptions = ({ logFormat, station, zone }: WrittenLogOptions): Result<LogOptions> => {
  const format = logFormat === undefined ? ok({}) : parseFormatChoice(logFormat);
  if (!format.ok) return format;
  if (zone !== undefined && !isTimeZone(zone)) {
    return failed(permanent(`--zone ${zone}: write an IANA time zone such as Europe/Berlin`));
  }
  return ok({
    ...format.value,
    ...(station !== undefined && { station }),
    ...(zone !== undefined && { zone }),
  });
};
