import { endpoint } from '@/lib/gateway/endpoint';
import { handleUsage } from '@/lib/gateway/handle-usage';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: handleUsage });
