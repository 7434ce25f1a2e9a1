import { adminEndpoint } from '@/lib/admin/door';
import { answerUsage } from '@/lib/admin/usage/answer-usage';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = adminEndpoint({ GET: answerUsage });
