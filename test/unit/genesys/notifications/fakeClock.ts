/** A clock that a test advances, and everything that waits for it. */
export class FakeClock {
	private time = Date.parse('2026-01-31T10:00:00.000Z');
	private sleepers: Array<{ at: number; wake: () => void }> = [];

	readonly now = () => this.time;
	readonly sleep = async (milliseconds: number) =>
		await new Promise<void>((wake) => {
			this.sleepers.push({ at: this.time + milliseconds, wake });
		});

	/** Advances by this many seconds, waking one sleeper at a time. */
	async pass(seconds: number): Promise<void> {
		const until = this.time + seconds * 1000;
		for (;;) {
			await settle();
			const [next] = this.sleepers.sort((a, b) => a.at - b.at);
			if (!next || next.at > until) break;
			this.sleepers.shift();
			this.time = next.at;
			next.wake();
		}
		this.time = until;
	}
}

/** Runs everything that is ready to run. */
export async function settle(): Promise<void> {
	for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}
