import { Type, type Static, type TSchema } from 'typebox';

/** Schemas that have a name of their own in OpenAPI, by it. */
export const COMPONENTS = new Map<string, TSchema>();

/** Names a schema: whoever uses it refers to it. */
export const named = <S extends TSchema>(name: string, schema: S) => {
  COMPONENTS.set(name, { ...schema, $id: name });
  return Type.Unsafe<Static<S>>({ $ref: `${name}#` });
};

/** One of a closed list of words. */
export const oneOf = <W extends string>(words: readonly W[], description?: string) =>
  Type.Unsafe<W>({ type: 'string', enum: [...words], ...(description === undefined ? {} : { description }) });

/** A value or null, as JSON Schema 2020-12 and so OpenAPI 3.1 write it. */
export const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

/** One of a closed list of words, or null. */
export const oneOfOrNull = <W extends string>(words: readonly W[], description?: string) =>
  orNull(oneOf(words, description));

/** A moment: ISO 8601, UTC, with milliseconds. */
export const moment = Type.String({
  format: 'date-time',
  examples: ['2026-11-01T10:00:00.000Z'],
});

/** The id of a site or station, or a vendor, model or firmware, as stations write them. */
export const label = Type.String({ maxLength: 128 });

export const count = Type.Integer({ minimum: 0 });
export const seconds = Type.Number({ minimum: 0 });
/** 0–1. */
export const proportion = Type.Number({ minimum: 0, maximum: 1 });

/** EVSE and connector ids of OCPP. */
export const place = {
  evse: orNull(Type.Integer({ minimum: 0 })),
  connector: orNull(Type.Integer({ minimum: 0 })),
};

/** What a station is. */
export const equipment = { vendor: label, model: label, firmware: label };

/** A list, page by page. */
export const pageOf = <S extends TSchema>(item: S, description: string) =>
  Type.Object(
    {
      items: Type.Array(item),
      next_cursor: orNull(
        Type.String({ description: 'Give it as `cursor` to go on; null on the last page.' }),
      ),
    },
    { description },
  );

/** A value for some of the words of a closed list. */
export const byWord = <K extends TSchema, V extends TSchema>(word: K, value: V, description?: string) =>
  Type.Unsafe<Readonly<Partial<Record<Static<K> & string, Static<V>>>>>({
    type: 'object',
    ...(description === undefined ? {} : { description }),
    propertyNames: word,
    additionalProperties: value,
  });
