const STEP_MS = 500; // `sleep` can't be interrupted: a pause outlasts the end by this at most.

/** How long background work continues. */
export class Lifetime {
	isOver = false;

	constructor(private readonly sleep: (milliseconds: number) => Promise<void>) {}

	end(): void {
		this.isOver = true;
	}

	/** Waits; returns whether to continue. */
	async pause(milliseconds: number): Promise<boolean> {
		for (let left = milliseconds; left > 0 && !this.isOver; left -= STEP_MS) await this.sleep(Math.min(left, STEP_MS));
		return !this.isOver;
	}
}
