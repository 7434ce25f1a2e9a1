import { answerDoctor } from '@/lib/admin/doctor/answer-doctor';
import { adminEndpoint } from '@/lib/admin/door';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = adminEndpoint({ GET: answerDoctor });
