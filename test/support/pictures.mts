import { randomBytes } from 'node:crypto';

export const PNG = 'image/png';

/** Not compressible, and starts with a PNG signature. */
export const picture = (size: number): Buffer => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(size - 8)]);

/** Compares without printing megabytes if they differ. */
export function expectSame(actual: Buffer, expected: Buffer): void {
	expect(actual.length).toBe(expected.length);
	expect(actual.equals(expected)).toBe(true);
}

/** A file as anyone with its URL gets it. */
export async function fileAt(url: string): Promise<{ type: string | null; bytes: Buffer }> {
	const response = await fetch(url);
	expect(response.status).toBe(200);
	return { type: response.headers.get('content-type'), bytes: Buffer.from(await response.arrayBuffer()) };
}
