import { t as translate } from '@grafana/i18n';

/** Text for a key, with its English as written here. React escapes what is filled in; i18next must not do it once more. */
export const t = (key: string, english: string, values: Readonly<Record<string, unknown>> = {}): string =>
  translate(key, english, { ...values, interpolation: { escapeValue: false } });
