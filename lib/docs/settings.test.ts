import { describe, expect, it } from 'vitest';
import { readSettings, settingNames } from '../env';
import { settingGroups } from './settings';

const described = settingGroups.flatMap((group) => Object.entries(group.settings));

describe('the settings page', () => {
  it('describes every setting the server reads, once, and no other', () => {
    expect(described.map(([name]) => name).toSorted()).toEqual(settingNames.toSorted());
  });

  it('states the defaults that the server uses', () => {
    const settings = readSettings({});
    const stated = Object.fromEntries(described.map(([name, { default: value }]) => [name, value]));
    expect(stated).toMatchObject({
      PORT: String(settings.port),
      HOST: settings.host,
      ROUTER_ORG: settings.org,
      ROUTER_MAX_BODY_BYTES: String(settings.maxBodyBytes),
      ROUTER_MAX_IN_FLIGHT: String(settings.maxInFlight),
      ROUTER_MAX_IN_FLIGHT_BYTES: String(settings.maxInFlightBytes),
      ROUTER_HOLD_MS: String(settings.holdMs),
      ROUTER_DRAIN_MS: String(settings.drainMs),
      LOG_LEVEL: settings.logLevel,
      ROUTER_LOG_REQUESTS: settings.logRequests ? 'on' : 'off',
      ROUTER_LIMITS: settings.limits,
      ROUTER_LIMITS_WHEN_AWAY: settings.limitsWhenAway,
      ROUTER_WORKERS: String(settings.workers),
      ROUTER_CONSOLE_IDLE_MINUTES: String(settings.consoleIdleMinutes),
      ROUTER_CONSOLE_SESSION_HOURS: String(settings.consoleSessionHours),
    });
    expect(settings.dataDir.endsWith(`/${stated.ROUTER_DATA_DIR}`)).toBe(true);
  });

  it('gives examples that the server takes', () => {
    const examples = described.flatMap(([name, { example }]) => (example ? [[name, example] as const] : []));
    const needed = { ROUTER_SECRET: 'x'.repeat(32) };
    expect(() => readSettings({ ...needed, ...Object.fromEntries(examples) })).not.toThrow();
  });
});
