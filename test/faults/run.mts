import { spawnSync } from 'node:child_process';
import { mkdtempSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import faults from '../support/faults.js';

/**
 * `npm run faults` causes each fault while messages are in flight, and prints the table of docs/reliability.md with the
 * measured values. Exit code 1 if a limit was exceeded.
 */

type Measured = Parameters<typeof faults.faultTable>[0][number];

const folder = mkdtempSync(join(tmpdir(), 'genesys-faults-'));
const report = join(folder, 'report.jsonl');
const { status } = spawnSync(join('node_modules', '.bin', 'jest'), ['--selectProjects', 'faults', '--runInBand'], {
	stdio: 'inherit',
	env: { ...process.env, FAULTS_REPORT: report, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
});
const lines = existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n') : [];
rmSync(folder, { recursive: true, force: true });
const measured = lines.map((line) => JSON.parse(line) as Measured);

// In the order of the docs, not of the run.
const all = [...Object.values(faults.AGENT_FAULTS), ...Object.values(faults.CUSTOMER_FAULTS)];
const rows = all.flatMap((fault) =>
	measured.filter(({ breaks, setting }) => breaks === fault.breaks && setting === fault.setting),
);
console.log(`\n${faults.faultTable(rows)}`);
const unplayed = all.length - rows.length;
if (unplayed > 0) console.log(`\n${unplayed} of ${all.length} faults did not run`);
process.exitCode = status === 0 && unplayed === 0 ? 0 : 1;
