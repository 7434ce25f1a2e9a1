import { answerApply } from '@/lib/admin/config/answer-config';
import { adminEndpoint } from '@/lib/admin/door';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = adminEndpoint({ POST: answerApply });
