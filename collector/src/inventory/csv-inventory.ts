import { formatPath, type SourceError, type SourcePath, type SourceProblem } from '../config/source-error.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { readCsvHeader, type CsvField } from './csv-header.ts';
import { parseCsv } from './csv-rows.ts';

/** The document that a CSV stands for, in the shape of the YAML, and where its parts come from. */
export interface CsvInventory {
  readonly value: unknown;
  locate(problem: SourceProblem): SourceError;
}

type Row = Partial<Record<CsvField, string>>;

interface CsvEvse {
  readonly id: string;
  readonly connectors: object[];
}

interface CsvStation {
  readonly fields: object;
  readonly site: string;
  readonly index: number;
  readonly evses: CsvEvse[];
  readonly connectorMap: Map<string, object>;
}

/** Gathers rows, one a connector, into sites and stations, and remembers their lines. */
class RowGatherer {
  readonly problems: SourceProblem[] = [];
  readonly #sites = new Map<string, object>();
  readonly #stations = new Map<string, CsvStation>();
  readonly #lines = new Map<string, number>();
  readonly #defaultSite: string;

  constructor(defaultSite: string) {
    this.#defaultSite = defaultSite;
  }

  value(): unknown {
    const stations = [...this.#stations.values()].map(({ fields, evses, connectorMap }) => ({
      ...fields,
      evses,
      connector_map: Object.fromEntries(connectorMap),
    }));
    return { sites: [...this.#sites.values()], stations };
  }

  /** Line of the nearest part of a path that began a row. */
  lineOf(path: SourcePath): number {
    for (let length = path.length; length > 0; length -= 1) {
      const line = this.#lines.get(formatPath(path.slice(0, length)));
      if (line !== undefined) return line;
    }
    return 1;
  }

  add(row: Row, line: number): void {
    const site = row.site || this.#defaultSite;
    this.#addSite(site, row, line);
    const station = this.#station(row.station ?? '', site, row, line);
    const path = ['stations', station.index];
    if (station.site !== site) {
      const moved = [...path, 'site', `row ${line}`];
      this.#lines.set(formatPath(moved), line);
      const problem = `\`${row.station ?? ''}\` is at \`${station.site}\` in an earlier row`;
      this.problems.push({ path: moved, problem, fix: 'give a station one site' });
    }
    this.#addConnector(station, row, [...path, 'evses'], line);
  }

  #addSite(id: string, row: Row, line: number): void {
    if (this.#sites.has(id)) return;
    this.#lines.set(formatPath(['sites', this.#sites.size]), line);
    const { site_name: name, time_zone, latitude, longitude, opening_hours, programme, slo } = row;
    this.#sites.set(id, { id, name, time_zone, latitude, longitude, opening_hours, programme, slo });
  }

  #station(id: string, site: string, row: Row, line: number): CsvStation {
    const known = this.#stations.get(id);
    if (known !== undefined) return known;
    const { vendor, model, commissioned } = row;
    const index = this.#stations.size;
    const fields = { id, site, vendor, model, commissioned };
    const station = { fields, site, index, evses: [], connectorMap: new Map<string, object>() };
    this.#lines.set(formatPath(['stations', index]), line);
    this.#stations.set(id, station);
    return station;
  }

  /** A row with only one of EVSE and connector means what OCPP 1.6 means: EVSE n, connector 1. */
  #addConnector(station: CsvStation, row: Row, path: SourcePath, line: number): void {
    const evseId = row.evse || row.connector;
    if (evseId === undefined || evseId === '') return;
    const id = (row.evse && row.connector) || '1';
    let index = station.evses.findIndex((evse) => evse.id === evseId);
    if (index === -1) index = station.evses.push({ id: evseId, connectors: [] }) - 1;
    const connectors = station.evses[index]?.connectors ?? [];
    this.#lines.set(formatPath([...path, index, 'connectors', connectors.length]), line);
    const { power_type, rated_watts, port_id, ocpp16_connector: number } = row;
    connectors.push({ id, power_type, rated_watts, port_id });
    if (number) station.connectorMap.set(number, { evse: evseId, connector: id });
  }
}

/** Reads a CSV with one row a connector. Columns that are no field are ignored unless `mapping` (column → field) names them. */
export function readCsvInventory(
  file: string,
  text: string,
  defaultSite: string,
  mapping: ReadonlyMap<string, string> = new Map(),
): Result<CsvInventory, readonly SourceError[]> {
  const [header, ...rows] = parseCsv(text);
  const gatherer = new RowGatherer(defaultSite);
  const locate = ({ path, problem, fix }: SourceProblem): SourceError => {
    return { file, line: gatherer.lineOf(path), column: 1, path: formatPath(path), problem, fix };
  };
  const fields = readCsvHeader(header?.cells ?? [], mapping);
  if (!fields.ok) return failed(fields.error.map(locate));
  for (const { line, cells } of rows) {
    const named = fields.value.flatMap((field, index) =>
      field === null ? [] : [[field, cells[index] ?? '']],
    );
    const row: Row = Object.fromEntries(named);
    gatherer.add(row, line);
  }
  if (gatherer.problems.length > 0) return failed(gatherer.problems.map(locate));
  return ok({ value: gatherer.value(), locate });
}
