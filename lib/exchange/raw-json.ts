/**
 * JSON that is kept as it was written: to parse it and write it again would change number forms, duplicate keys and the
 * order of numeric keys, and a schema or a call's arguments are not ours to change. The text is known to be one JSON value.
 */
export class RawJson {
  constructor(readonly text: string) {}
}
