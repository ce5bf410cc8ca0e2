import { appendFile } from 'node:fs/promises';
import faults from '../faults.js';

type Fault = (typeof faults.CUSTOMER_FAULTS)[keyof typeof faults.CUSTOMER_FAULTS];

/** Outcome of messages, in either direction. */
export interface Outcome {
	sent: number;
	/** Different messages that arrived. */
	delivered: number;
	lost: number;
	/** How often a message arrived that was already there. */
	repeated: number;
}

/** Compares an outcome with what is allowed, and records it for `npm run faults`. */
export async function expectWithin(fault: Fault, outcome: Outcome): Promise<void> {
	const { delivered, lost, repeated } = outcome;
	process.stderr.write(`${fault.breaks} (${fault.setting}): ${JSON.stringify(outcome)}\n`);
	const { FAULTS_REPORT: report } = process.env;
	if (report) await appendFile(report, `${JSON.stringify({ ...fault, measured: { delivered, lost, repeated } })}\n`);
	expect(outcome.sent).toBe(fault.sent);
	expect(lost).toBeLessThanOrEqual(fault.lost);
	expect(lost).toBeGreaterThanOrEqual(0);
	expect(repeated).toBeLessThanOrEqual(fault.repeated);
}
