import { operatorAnswer } from '@/lib/gateway/operator-answer';
import { name, version } from '@/package.json';

export function GET(request: Request): Response {
  return operatorAnswer(request, { name, version, node: process.version });
}
