import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { Gate } from './gates.mts';

/** `npm test`: every gate and every level of tests, with a final line that counts them. */

let passed = 0;
let failed = 0;
let skipped = 0;

/** Gates that have to pass before the tests run. After the build they run side by side. Each counts as one. */
const COMMANDS: Array<[string, string[]]> = [
	['lint', ['n8n-node', 'lint']],
	['types of the shipped code', ['tsc', '--noEmit']],
	['types of tests, demo and simulator', ['tsc', '-p', 'test']],
	["types of the panel's page", ['tsc', '-p', 'panel']],
	['glossary', ['node', 'test/words.mts']],
	['spelling', ['cspell', '--no-progress']],
];

/** Levels of tests. */
const LEVELS = ['unit', 'nodes', 'contract', 'n8n'];

/** Test files that run in parallel: tests wait as often as they compute, so two cores can take one more. */
const WORKERS = availableParallelism() + 1;

await commandGate('build', ['gulp', 'build']);
if (failed === 0) await Promise.all([...COMMANDS.map(async (one) => await commandGate(...one)), scan()]);
if (failed === 0) await testLevels();
if (skipped > 0) console.log(`\n${skipped} skipped; each says above what it wants`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** Runs a program of node_modules. Its output is streamed, or printed as a whole at the end if other programs run in parallel. */
async function run([program, ...args]: string[], output: 'inherit' | 'pipe', env: NodeJS.ProcessEnv = {}): Promise<boolean> {
	const child = spawn(join('node_modules', '.bin', program), args, { stdio: ['ignore', output, output], env: { ...process.env, ...env } });
	const printed: Buffer[] = [];
	for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => printed.push(chunk));
	const [code] = (await once(child, 'close')) as [number | null];
	process.stdout.write(Buffer.concat(printed));
	return code === 0;
}

async function commandGate(name: string, command: string[]): Promise<void> {
	gate(name, await run(command, 'pipe'));
}

function gate(name: string, isPassed: boolean): void {
	console.log(`${isPassed ? '✔' : '✘'} ${name}`);
	if (isPassed) passed++;
	else failed++;
}

async function scan(): Promise<void> {
	// Loaded only now: the scanner brings its own ESLint along.
	const { checkTarball, scanSource, scanTarball } = await import('./gates.mts');
	await scanGate('n8n scanner on the source', scanSource);
	await scanGate('n8n scanner on the packed package', scanTarball);
	await scanGate('content of the packed package', checkTarball);
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

/** What `countingReporter.js` writes. */
interface Counts {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numRuntimeErrorTestSuites: number;
	/** Paths of the test files that ran. */
	files: string[];
}

async function testLevels(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'genesys-jest-'));
	const countsFile = join(folder, 'counts.json');
	const reporters = ['--reporters=default', `--reporters=${join(process.cwd(), 'test', 'support', 'countingReporter.js')}`];
	const isPassed = await run(['jest', '--selectProjects', ...LEVELS, `--maxWorkers=${WORKERS}`, ...reporters], 'inherit', {
		NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
		TEST_COUNTS: countsFile,
		// n8n, jest, and the simulator start many times; later starts read what V8 has already compiled.
		NODE_COMPILE_CACHE: join(folder, 'compiled'),
	});
	const counts = existsSync(countsFile) ? (JSON.parse(readFileSync(countsFile, 'utf8')) as Counts) : undefined;
	// The last processes may still be writing their compiled code.
	rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
	for (const level of LEVELS) {
		const hasRun = counts?.files.some((file) => file.startsWith(join(process.cwd(), 'test', level) + sep));
		if (!hasRun) gate(`level ${level} ran no test`, false);
	}
	passed += counts?.numPassedTests ?? 0;
	failed += (counts?.numFailedTests ?? 0) + (counts?.numRuntimeErrorTestSuites ?? 0);
	skipped += counts?.numPendingTests ?? 0;
	if (!isPassed && failed === 0) gate('jest ended without an error', false);
}
