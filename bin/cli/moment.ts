/** `2027-01-31 12:00`, in UTC as everywhere else; a dash where there is none. */
export function renderMoment(moment: string | null): string {
  if (moment === null) return '–';
  const parsed = Date.parse(moment);
  if (Number.isNaN(parsed)) return moment;
  return new Date(parsed)
    .toISOString()
    .slice(0, 16)
    .replace('T', ' ')
    .replace(/ 00:00$/, '');
}
