import { endpoint } from '@/lib/gateway/endpoint';
import { handleModelList } from '@/lib/gateway/handle-models';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: handleModelList });
