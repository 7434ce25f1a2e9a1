import { answerMetrics } from '@/lib/admin/metrics/metrics-door';

export {
  answerMetrics as DELETE,
  answerMetrics as GET,
  answerMetrics as HEAD,
  answerMetrics as OPTIONS,
  answerMetrics as PATCH,
  answerMetrics as POST,
  answerMetrics as PUT,
};
