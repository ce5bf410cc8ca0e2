/** A promise that the test settles when it chooses. */
export interface Deferred<T> {
	readonly promise: Promise<T>;
	resolve(value: T): void;
}

export function deferred<T>(): Deferred<T> {
	const settle: Array<(value: T) => void> = [];
	const promise = new Promise<T>((resolve) => settle.push(resolve));
	return { promise, resolve: (value) => settle[0](value) };
}
