// A lease from Node, with pg.  Argument: the folder of migrations.  PGHOST, PGDATABASE…: the database.
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const build = readdirSync(process.argv[2]).filter(name => /^\d/.test(name)).sort();
const session = { application_name: `${build.at(-1).split('_')[0]}@orders` }; // for the sessions of your pool too
const database = new pg.Client(session);
const instance = randomUUID();
const ended = new AbortController();
process.once('SIGTERM', () => ended.abort());
const enter = () => database.query("SELECT bellows_enter($1, 'orders', $2, '1.4.0')", [instance, build]);

try {
  await database.connect();
  await enter();
  console.log('serving'); // start your server here
  while (await pause(20_000, true, ended).catch(() => false)) {
    const { rows } = await database.query('SELECT bellows_renew($1) AS until', [instance]);
    if (rows[0].until === null) await enter();
  }
  console.log('stopped'); // stop your server here, and close its pool
  await database.query('SELECT bellows_leave($1)', [instance]);
  await database.end();
} catch (problem) {
  // BW001: a contract has overtaken this build. Without a lease nothing may be served, whatever the reason.
  console.error(`not serving: ${problem.code} ${problem.message}`);
  process.exit(problem.code === 'BW001' ? 3 : 1);
}
