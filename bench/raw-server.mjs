import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

// node bench/raw-server.mjs <port> <file>: answers every request with the same bytes, by node:http and nothing else.
// The file holds the headers and the body of an answer: {headers: {name: value}, body: base64}.
const [port, file] = process.argv.slice(2);
const { headers, body } = JSON.parse(readFileSync(file, 'utf8'));
const bytes = Buffer.from(body, 'base64');
createServer((_request, response) => {
  response.writeHead(200, headers);
  response.end(bytes);
}).listen(Number(port), '127.0.0.1');
