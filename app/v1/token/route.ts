import { endpoint } from '@/lib/gateway/endpoint';
import { handleToken } from '@/lib/gateway/handle-token';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: handleToken });
