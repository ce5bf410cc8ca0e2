import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Gate } from './gates.mts';

/** `npm test`: every gate and every level of tests, with a final line that counts them. */

let passed = 0;
let failed = 0;
let skipped = 0;

/** Gates that have to pass before the tests run. Each counts as one. */
const COMMANDS: Array<[string, string[]]> = [
	['build', ['gulp', 'build']],
	['lint', ['n8n-node', 'lint']],
	['types of the shipped code', ['tsc', '--noEmit']],
	['types of tests, demo and simulator', ['tsc', '-p', 'test']],
	["types of the panel's page", ['tsc', '-p', 'panel']],
];

/** Levels of tests, each in a run of its own: the real n8n needs the machine to itself. */
const LEVELS: Array<[string, string[]]> = [
	['unit', []],
	['nodes', []],
	['contract', ['--runInBand']],
	['n8n', ['--runInBand']],
];

for (const [name, command] of COMMANDS) gate(name, run(command));
if (failed === 0) {
	// Loaded only now: the scanner brings its own ESLint along.
	const { checkTarball, scanSource, scanTarball } = await import('./gates.mts');
	await scanGate('n8n scanner on the source', scanSource);
	await scanGate('n8n scanner on the packed package', scanTarball);
	await scanGate('content of the packed package', checkTarball);
	for (const [level, options] of LEVELS) testLevel(level, options);
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
}

function testLevel(level: string, options: string[]): void {
	console.log(`\n── ${level}`);
	const folder = mkdtempSync(join(tmpdir(), 'genesys-jest-'));
	const reportFile = join(folder, 'report.json');
	run(['jest', '--selectProjects', level, '--json', `--outputFile=${reportFile}`, ...options], {
		NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
	});
	const report = existsSync(reportFile) ? (JSON.parse(readFileSync(reportFile, 'utf8')) as JestReport) : undefined;
	rmSync(folder, { recursive: true, force: true });
	if (!report || report.numPassedTests + report.numFailedTests + report.numRuntimeErrorTestSuites === 0) {
		gate(`level ${level} ran no test`, false);
		return;
	}
	passed += report.numPassedTests;
	failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
	skipped += report.numPendingTests;
}
