// `npm run build`: Next's pages and the server's bundle, whether or not they are fresh. Installs nothing.
import { main } from './_steps/main.mjs';
import { rebuild } from './_steps/prepare.mjs';

await main(rebuild);
