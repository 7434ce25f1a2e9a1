import Redis from 'ioredis';
import { addScript, leaseScript, readScript, seedScript, settleScript, takeScript } from './redis-scripts';

export type ScriptName = 'take' | 'settle' | 'read' | 'seed' | 'add' | 'lease';

/** What the limits ask of Redis. */
export interface RedisClient {
  /** Runs one of our scripts; rejects where Redis does not answer in time, or is not there. */
  run(name: ScriptName, keys: readonly string[], args: readonly string[]): Promise<unknown>;
  ping(): Promise<void>;
  close(): void;
}

const scripts: Record<ScriptName, string> = {
  take: takeScript,
  settle: settleScript,
  read: readScript,
  seed: seedScript,
  add: addScript,
  lease: leaseScript,
};

/** Every wait on Redis ends by one of these, in milliseconds: requests wait for it. */
const limits = { connectMs: 2_000, answerMs: 1_000, longestRetryMs: 1_000 };

/** Redis or Valkey at an address. Nothing is kept for later: what cannot be asked now fails now, and somebody decides. */
export function createRedisClient(url: string): RedisClient {
  const redis = new Redis(url, {
    // The older of the two, which every version speaks.
    protocol: 2,
    connectionName: 'genai-smart-router',
    disableClientInfo: true,
    connectTimeout: limits.connectMs,
    commandTimeout: limits.answerMs,
    // A peer that is gone without a word: the connection is given up, and another one made.
    socketTimeout: limits.answerMs * 5,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 5), limits.longestRetryMs),
    // A replica that has been promoted elsewhere takes no more writes.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  });
  // Whoever asks is told; without a listener it would be printed.
  redis.on('error', () => {});
  for (const [name, lua] of Object.entries(scripts)) redis.defineCommand(commandOf(name), { lua });
  const commands = redis as unknown as Record<string, (...args: (string | number)[]) => Promise<unknown>>;
  return {
    // By its digest, and whole where Redis does not know that one yet.
    run: (name, keys, args) => {
      const command = commands[commandOf(name)];
      if (!command) throw new Error(`no script ${name}`);
      return command.call(redis, keys.length, ...keys, ...args);
    },
    ping: async () => void (await redis.ping()),
    close: () => redis.disconnect(),
  };
}

const commandOf = (name: string) => `routerLimits_${name}`;
