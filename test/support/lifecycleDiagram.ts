import { LIFECYCLE, TELLS, WHO_IS_THERE, type Happening, type LifecycleState } from '../../genesys/conversations/lifecycleTable';

/** The life cycle as the documentation shows it: the table itself, drawn. */

export const happenings = Object.keys(TELLS) as Happening[];

/** After these the ones who are still there decide. They are the same from all states. */
const SOMEBODY_GOES = happenings.filter((what) => LIFECYCLE.agent[what] === WHO_IS_THERE);

/** Arrows that leave a state; happenings that take the same way share one. */
function arrowsFrom(from: LifecycleState): string[] {
	const labels = new Map<string, string[]>();
	const draw = (to: string, label: string) => labels.set(to, [...(labels.get(to) ?? []), label]);
	for (const what of happenings) {
		const next = LIFECYCLE[from][what];
		if (typeof next === 'string' && next !== from) draw(next, what);
	}
	// Whoever ranks above the state would have made it another one before.
	const isLeft = SOMEBODY_GOES.some((what) => LIFECYCLE[from][what] === WHO_IS_THERE);
	const ranks: readonly LifecycleState[] = WHO_IS_THERE;
	for (const to of isLeft ? ranks.slice(ranks.indexOf(from) + 1) : []) draw(to, 'somebody goes');
	return [...labels].map(([to, all]) => `    ${from} --> ${to}: ${all.join(' / ')}`);
}

export function lifecycleDiagram(): string {
	const states = Object.keys(LIFECYCLE) as LifecycleState[];
	return [
		'```mermaid',
		'stateDiagram-v2',
		'    [*] --> bot',
		...states.flatMap(arrowsFrom),
		'```',
		'',
		`*Somebody goes*: ${SOMEBODY_GOES.map((what) => `\`${what}\``).join(', ')}.`,
	].join('\n');
}
