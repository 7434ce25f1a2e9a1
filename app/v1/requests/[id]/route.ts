import { endpoint } from '@/lib/gateway/endpoint';
import { handleRequestStory } from '@/lib/gateway/handle-requests';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: handleRequestStory });
