/** What the plugin keeps in `jsonData`: nothing secret. */
export interface AppSettings {
  /** Origin of the API, without `/api`. */
  readonly apiUrl: string;
  /** The Prometheus with the metrics; '' is Grafana's default one. */
  readonly datasourceUid: string;
}

const field = (value: unknown, name: string): string => {
  if (typeof value !== 'object' || value === null || !(name in value)) return '';
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'string' ? found : '';
};

export const readSettings = (jsonData: unknown): AppSettings => ({
  apiUrl: field(jsonData, 'apiUrl'),
  datasourceUid: field(jsonData, 'datasourceUid'),
});
