import { measureMessageIn } from './messageIn.mts';
import { measureMessageOut } from './messageOut.mts';
import { measureBatch } from './batch.mts';
import { measureEndToEnd } from './endToEnd.mts';
import { measureGrowth } from './growth.mts';
import { measureMemory } from './memory.mts';
import { measureStart } from './start.mts';
import { thisMachine } from './machine.mts';
import { startPlace, type Place } from './place.mts';
import { goalsThat, print, write, type Report, type Section } from './report.mts';

/**
 * `npm run bench` runs every measurement, prints a table, and writes a file with all samples. Exit code 1 if a goal is missed.
 * `--quick` shortens each measurement; `--only=in,out` selects some.
 */

/** `quickSeconds`: time to reserve for each in a quick run. */
const MEASUREMENTS: Array<{ name: string; measure: (place: Place) => Promise<Section[]>; quickSeconds: number }> = [
	{ name: 'in', measure: measureMessageIn, quickSeconds: 0 },
	{ name: 'out', measure: measureMessageOut, quickSeconds: 14 },
	{ name: 'batch', measure: measureBatch, quickSeconds: 18 },
	{ name: 'end-to-end', measure: measureEndToEnd, quickSeconds: 6 },
	{ name: 'growth', measure: measureGrowth, quickSeconds: 10 },
	{ name: 'memory', measure: measureMemory, quickSeconds: 7 },
	{ name: 'start', measure: measureStart, quickSeconds: 5 },
];
/** A quick run repeats nothing that could exceed this. */
const QUICK_SECONDS = 95;

const quick = process.argv.includes('--quick');
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length).split(',');
const root = process.cwd();
const started = performance.now();
const elapsed = () => (performance.now() - started) / 1000;

const chosen = MEASUREMENTS.filter(({ name }) => !only || only.includes(name));
let reserved = 0;
const mayRepeat = (seconds: number) => !quick || elapsed() + seconds + reserved < QUICK_SECONDS;

const sections: Section[] = [];
const place = await startPlace({ root, quick, mayRepeat, say: (step) => console.log(`${String(Math.round(elapsed())).padStart(4)} s  ${step}`) });
try {
	for (const [index, { measure }] of chosen.entries()) {
		reserved = chosen.slice(index + 1).reduce((sum, { quickSeconds }) => sum + quickSeconds, 0);
		sections.push(...(await measure(place)));
	}
} finally {
	await place.stop();
}

const missed = goalsThat('missed', sections);
const noisy = goalsThat('noisy', sections);
const report: Report = { machine: await thisMachine(root), quick, seconds: Math.round(elapsed()), missed, noisy, sections };
print(report);
console.log(`\nTook ${report.seconds} s. All samples are in ${await write(root, report)}`);
for (const goal of noisy) console.log(`? too noisy to decide: ${goal}`);
for (const goal of missed) console.log(`✘ missed: ${goal}`);
if (missed.length === 0) console.log(noisy.length === 0 ? '✔ every goal is met' : '✔ no goal is missed');
process.exitCode = missed.length > 0 ? 1 : 0;
