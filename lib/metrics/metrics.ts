import { collectDefaultMetrics, Registry } from 'prom-client';
import type { UsageRecord } from '../usage/usage-record';
import { renderFamilies } from './render-families';
import { RequestMetrics } from './request-metrics';
import { type MetricSources, stateFamilies } from './state-families';

export interface Metrics {
  /** Told once of each request that has ended. `overheadMs` is the router's own share; null where no provider was sent it. */
  record(record: UsageRecord, overheadMs: number | null): void;
  /** Everything, in Prometheus' text format. */
  render(): Promise<string>;
}

export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

export function createMetrics(sources: MetricSources): Metrics {
  const requests = new RequestMetrics(sources.snapshot.current);
  // Processor, memory, event loop and garbage collection, which a library reads better than we would.
  const ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  return {
    record: (record, overheadMs) => requests.record(record, overheadMs),
    async render() {
      const state = await stateFamilies(sources, Date.now());
      return `${renderFamilies([...requests.families(), ...state])}\n${await ofProcess.metrics()}`;
    },
  };
}
