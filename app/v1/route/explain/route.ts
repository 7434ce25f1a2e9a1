import { endpoint } from '@/lib/gateway/endpoint';
import { handleExplain } from '@/lib/gateway/handle-explain';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ POST: handleExplain });
