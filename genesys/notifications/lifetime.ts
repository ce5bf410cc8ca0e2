/** How long a pause goes on after the end at most, in milliseconds: `sleep` cannot be woken up. */
const STEP_MS = 500;

/** Something that goes on in the background until it is ended. */
export class Lifetime {
	private over = false;

	constructor(private readonly sleep: (milliseconds: number) => Promise<void>) {}

	get isOver(): boolean {
		return this.over;
	}

	end(): void {
		this.over = true;
	}

	/** Waits, and says whether to go on. */
	async pause(milliseconds: number): Promise<boolean> {
		for (let left = milliseconds; left > 0 && !this.over; left -= STEP_MS) await this.sleep(Math.min(left, STEP_MS));
		return !this.over;
	}
}
