import { adminEndpoint } from '@/lib/admin/door';
import { answerCreateToken, answerTokenList } from '@/lib/admin/tokens/answer-tokens';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = adminEndpoint({
  GET: answerTokenList,
  POST: answerCreateToken,
});
