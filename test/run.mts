import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Gate } from './gates.mts';

/** `npm test`: every gate and every level of tests, closed by one line that counts them. */

let passed = 0;
let failed = 0;
let skipped = 0;

/** What has to hold before any test is worth running. Each counts as one. */
const COMMANDS: Array<[string, string[]]> = [
	['build', ['gulp', 'build']],
	['lint', ['n8n-node', 'lint']],
	['types of the shipped code', ['tsc', '--noEmit']],
	['types of tests, demo and simulator', ['tsc', '-p', 'test']],
	["types of the panel's page", ['tsc', '-p', 'panel']],
];

/** Levels of tests. */
const LEVELS = ['unit', 'nodes', 'contract', 'n8n'];

/** Test files that run side by side: a test waits as often as it computes, so two cores have work for one more. */
const WORKERS = availableParallelism() + 1;

for (const [name, command] of COMMANDS) gate(name, run(command));
if (failed === 0) {
	// Loaded only now: the scanner brings its own ESLint along.
	const { checkTarball, scanSource, scanTarball } = await import('./gates.mts');
	await scanGate('n8n scanner on the source', scanSource);
	await scanGate('n8n scanner on the packed package', scanTarball);
	await scanGate('content of the packed package', checkTarball);
	testLevels();
}
if (skipped > 0) console.log(`\n${skipped} skipped; each says above what it wants`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function run(command: string[], env: NodeJS.ProcessEnv = {}): boolean {
	const [program, ...args] = command;
	const { status } = spawnSync(join('node_modules', '.bin', program), args, { stdio: 'inherit', env: { ...process.env, ...env } });
	return status === 0;
}

function gate(name: string, isPassed: boolean): void {
	console.log(`${isPassed ? '✔' : '✘'} ${name}`);
	if (isPassed) passed++;
	else failed++;
}

async function scanGate(name: string, check: Gate): Promise<void> {
	try {
		await check();
		gate(name, true);
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		gate(name, false);
	}
}

interface JestReport {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numRuntimeErrorTestSuites: number;
	/** One for each file; `name` is its path. */
	testResults: Array<{ name: string }>;
}

function testLevels(): void {
	const folder = mkdtempSync(join(tmpdir(), 'genesys-jest-'));
	const reportFile = join(folder, 'report.json');
	run(['jest', '--selectProjects', ...LEVELS, `--maxWorkers=${WORKERS}`, '--json', `--outputFile=${reportFile}`], {
		NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
		// n8n, jest and the simulator are started many times; what V8 has compiled once is read the next time.
		NODE_COMPILE_CACHE: join(folder, 'compiled'),
	});
	const report = existsSync(reportFile) ? (JSON.parse(readFileSync(reportFile, 'utf8')) as JestReport) : undefined;
	rmSync(folder, { recursive: true, force: true });
	for (const level of LEVELS) {
		const hasRun = report?.testResults.some(({ name }) => name.includes(join('test', level)));
		if (!hasRun) gate(`level ${level} ran no test`, false);
	}
	passed += report?.numPassedTests ?? 0;
	failed += (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0);
	skipped += report?.numPendingTests ?? 0;
}
