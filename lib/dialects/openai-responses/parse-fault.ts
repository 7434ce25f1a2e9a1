/** The error body is the one of Chat Completions. */
export { parseFault } from '../openai-chat/parse-fault';
