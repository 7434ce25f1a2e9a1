import net from 'node:net';

export interface RawAnswer {
  status: number;
  headers: Map<string, string>;
  body: string;
}

/** Opens a connection for bytes that no HTTP client would send. */
export function connect(port: number): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
    socket.on('error', () => {});
  });
}

/** Sends bytes as they are and reads the answer until the peer closes: say `connection: close`. */
export async function sendRaw(port: number, text: string | Buffer): Promise<RawAnswer> {
  const socket = await connect(port);
  socket.write(text);
  return readAnswer(await readToEnd(socket));
}

export function readToEnd(socket: net.Socket): Promise<Buffer> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    socket.on('data', (piece: Buffer) => pieces.push(piece));
    socket.on('close', () => resolve(Buffer.concat(pieces)));
  });
}

export function readAnswer(bytes: Buffer): RawAnswer {
  // One character a byte until the chunks are joined: their sizes count bytes.
  const text = bytes.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const [line = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Map(
    lines.map((each) => {
      const colon = each.indexOf(':');
      return [each.slice(0, colon).toLowerCase(), each.slice(colon + 1).trim()] as const;
    }),
  );
  const rest = text.slice(end + 4);
  return {
    status: Number(line.split(' ')[1]),
    headers,
    body: Buffer.from(headers.get('transfer-encoding') === 'chunked' ? joinChunks(rest) : rest, 'latin1').toString(
      'utf8',
    ),
  };
}

function joinChunks(text: string): string {
  let body = '';
  let at = 0;
  for (;;) {
    const end = text.indexOf('\r\n', at);
    const size = Number.parseInt(text.slice(at, end), 16);
    if (!(size > 0)) return body;
    body += text.slice(end + 2, end + 2 + size);
    at = end + 2 + size + 2;
  }
}
