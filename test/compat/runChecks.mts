import type { Check } from './check.mts';
import { botChecks } from './checks/bots.mts';
import { conversationChecks } from './checks/conversations.mts';
import { deliveryChecks } from './checks/deliveries.mts';
import { downloadChecks } from './checks/downloads.mts';
import { exampleChecks } from './checks/examples.mts';
import { handoverChecks } from './checks/handover.mts';
import { packageChecks } from './checks/package.mts';
import type { InstalledN8n } from './install.mts';
import { compareVersions } from './overrides.mts';
import { startPlace, type Place } from './place.mts';
import { reasonOf, type Outcome } from './table.mts';
import versions from './versions.js';

/** The checks that restart n8n come last. */
export const CHECKS: Check[] = [...packageChecks, ...handoverChecks, ...deliveryChecks, ...downloadChecks, ...botChecks, ...exampleChecks, ...conversationChecks];

const MARKS: Record<Outcome['kind'], string> = { right: '✔', wrong: '✘', weaker: '–', notApplicable: '–' };

/** Runs every check in this n8n, each on its own workflows. Returns their outcomes by title. */
export async function runChecks(root: string, installed: InstalledN8n, say: (step: string) => void): Promise<Map<string, Outcome>> {
	const outcomes = new Map<string, Outcome>();
	const place = await startPlace(root, installed);
	try {
		for (const check of CHECKS) {
			const outcome = await outcomeOf(check, place);
			outcomes.set(check.title, outcome);
			say(`${MARKS[outcome.kind]} ${check.title}${'reason' in outcome ? `: ${outcome.reason}` : ''}`);
		}
	} finally {
		await place.stop();
	}
	return outcomes;
}

async function outcomeOf(check: Check, place: Place): Promise<Outcome> {
	const notApplicable = check.notApplicable?.(place);
	if (notApplicable !== undefined) return { kind: 'notApplicable', reason: notApplicable };
	try {
		await check.run(place);
		return { kind: 'right' };
	} catch (error) {
		const weaker = versions.WEAKER.find(({ before, check: title }) => title === check.title && compareVersions(place.installed.version, before) < 0);
		return weaker ? { kind: 'weaker', reason: weaker.reason } : { kind: 'wrong', reason: reasonOf(error) };
	}
}
