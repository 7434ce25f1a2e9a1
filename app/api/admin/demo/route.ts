import { answerDemo } from '@/lib/admin/demo/answer-demo';
import { adminEndpoint } from '@/lib/admin/door';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = adminEndpoint({ GET: answerDemo });
