/** Where the API tells what happens: words for people, fields for machines; never a token, and nothing about a person but who decided what. */
export interface ApiLog {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}
