// `npm start`: from a fresh clone to a running server. Only what ships with Node.js is imported before the install.
import { main } from './_steps/main.mjs';
import { refuseTakenPort } from './_steps/port.mjs';
import { prepare } from './_steps/prepare.mjs';
import { becomeServer } from './_steps/serve.mjs';

await main(async () => {
  await refuseTakenPort();
  await prepare();
  await becomeServer();
});
