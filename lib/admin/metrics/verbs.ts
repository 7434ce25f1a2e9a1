import { z } from 'zod';
import { metricsType } from '../../metrics/metrics';
import { defineVerb } from '../verb';

export const metricsVerbs = {
  'metrics.read': defineVerb({
    action: 'metrics:read',
    method: 'GET',
    path: '/metrics',
    summary: 'What is counted and measured, in Prometheus’ text format; the same as /metrics',
    input: z.strictObject({}),
    type: metricsType,
    run: ({ runtime }) => runtime.metrics.render(),
  }),
};
