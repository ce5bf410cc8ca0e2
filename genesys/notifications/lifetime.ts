const STEP_MS = 500; // `sleep` cannot be interrupted: a pause outlasts the end by at most this.

/** How long background work goes on. */
export class Lifetime {
	isOver = false;

	constructor(private readonly sleep: (milliseconds: number) => Promise<void>) {}

	end(): void {
		this.isOver = true;
	}

	/** Waits; returns whether to go on. */
	async pause(milliseconds: number): Promise<boolean> {
		for (let left = milliseconds; left > 0 && !this.isOver; left -= STEP_MS) await this.sleep(Math.min(left, STEP_MS));
		return !this.isOver;
	}
}
