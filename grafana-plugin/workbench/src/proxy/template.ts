/** What `{{ .JsonData.x }}` and `{{ .SecureJsonData.x }}` stand for. */
export interface TemplateData {
  readonly JsonData: Readonly<Record<string, unknown>>;
  readonly SecureJsonData: Readonly<Record<string, string>>;
}

/** Fills in the two kinds of placeholder that routes of apps have; one that is not set is empty. */
export const fillIn = (text: string, data: TemplateData): string =>
  text.replaceAll(/\{\{\s*\.(JsonData|SecureJsonData)\.(\w+)\s*\}\}/g, (_, kind: string, name: string) => {
    const value = (kind === 'JsonData' ? data.JsonData : data.SecureJsonData)[name];
    return typeof value === 'string' ? value : '';
  });
