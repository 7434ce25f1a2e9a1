import { adminEndpoint } from '@/lib/admin/door';
import { answerRotateToken } from '@/lib/admin/tokens/answer-tokens';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = adminEndpoint({ POST: answerRotateToken });
