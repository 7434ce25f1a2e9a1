/** Where somebody comes from who is not known yet, as far as that can be told. */
export interface Visitor {
  address: string | null;
  client: string | null;
}
