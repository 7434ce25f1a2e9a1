import { endpoint } from '@/lib/gateway/endpoint';
import { handleExchange } from '@/lib/gateway/handle-exchange';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: (request) => handleExchange(request, 'openai-responses', 'responses'),
});
