export interface Overlap {
  choice: 'now' | 'hour' | 'day' | 'week' | 'own';
  /** As they are typed, where it is one's own. */
  hours: string;
}

export const overlapWords = [
  ['now', 'At once'],
  ['hour', 'In 1 hour'],
  ['day', 'In 24 hours'],
  ['week', 'In 7 days'],
  ['own', 'Otherwise'],
] as const satisfies readonly (readonly [Overlap['choice'], string])[];

const hoursOf = { now: 0, hour: 1, day: 24, week: 7 * 24 } as const;
const mostHours = 366 * 24;

/** How long the old token goes on; null where that is not said so that it can be understood. */
export function overlapSeconds({ choice, hours }: Overlap): number | null {
  if (choice !== 'own') return hoursOf[choice] * 3600;
  const number = /^\d{1,5}$/.test(hours.trim()) ? Number(hours) : 0;
  return number >= 1 && number <= mostHours ? number * 3600 : null;
}
