import { objectWithId } from '../../../genesys/answers';
import { createClient, type CallError, type HttpResponse } from '../../../genesys/client';
import { GenesysApiError, GenesysUnreachableError } from '../../../genesys/errors';
import { unreachable } from '../../../genesys/unreachable';
import { brokenConnection, fakeGenesys, inTurn, ok, options, read, refusal, rejectionOf, write } from './fakeGenesys';

describe('a successful response', () => {
	it.each([200, 201, 202, 204])('with status %i returns its body after one request', async (status) => {
		const { client, requests, pauses } = fakeGenesys(() => ({ status, headers: {}, body: { id: 'x' } }));
		expect(await client.call(read, options)).toEqual({ id: 'x' });
		expect(requests).toEqual([read]);
		expect(pauses).toEqual([]);
	});

	it('can have an empty body', async () => {
		const { client } = fakeGenesys(() => ({ status: 204, headers: {}, body: '' }));
		expect(await client.call(write, options)).toBe('');
	});
});

it.each([429, 500])('an optional call fails immediately after a %i', async (status) => {
	const send = jest.fn(async () => refusal(status, {}, { 'retry-after': '60' }));
	const sleep = jest.fn(async () => {});
	const client = createClient({ send, sleep, maxTries: 1 });
	expect(await rejectionOf(client.call(read, options))).toMatchObject({ status });
	expect(send).toHaveBeenCalledTimes(1);
	expect(sleep).not.toHaveBeenCalled();
});

describe('a failure with an unclear outcome', () => {
	const failures = [
		['a 500', refusal(500)],
		['a 502 with a page of HTML', refusal(502, '<html>Bad gateway</html>')],
		['a 504', refusal(504)],
		['a broken connection', brokenConnection()],
	] as const;

	it.each(failures)('is retried after %s if the request only reads', async (_name, failure) => {
		const { client, requests, pauses } = fakeGenesys(inTurn(failure, failure, ok('read')));
		expect(await client.call(read, options)).toBe('read');
		expect(requests).toHaveLength(3);
		expect(pauses).toEqual([500, 1000]);
	});

	it.each(failures)('is not retried after %s if the request is not repeatable', async (_name, failure) => {
		const { client, requests } = fakeGenesys(inTurn(failure, ok()));
		expect(await rejectionOf(client.call(write, options))).toBeInstanceOf(Error);
		expect(requests).toHaveLength(1);
	});

	it.each(failures)('is retried after %s if the caller marks the request as repeatable', async (_name, failure) => {
		const { client, requests } = fakeGenesys(inTurn(failure, ok('sent')));
		expect(await client.call(write, { ...options, repeatable: true })).toBe('sent');
		expect(requests).toEqual([write, write]);
	});

	it('fails after five tries', async () => {
		const { client, requests } = fakeGenesys(() => brokenConnection());
		expect(await rejectionOf(client.call(read, options))).toBeInstanceOf(GenesysUnreachableError);
		expect(requests).toHaveLength(5);
	});

	it('is not retried if the caller marks a read as not repeatable', async () => {
		const { client, requests } = fakeGenesys(() => refusal(500));
		await expect(client.call(read, { ...options, repeatable: false })).rejects.toMatchObject({ status: 500 });
		expect(requests).toHaveLength(1);
	});
});

describe('an error response', () => {
	it.each([400, 401, 403, 404, 409, 413])('with status %i is not retried', async (status) => {
		const { client, requests } = fakeGenesys(() => refusal(status));
		await expect(client.call(read, options)).rejects.toMatchObject({ status });
		expect(requests).toHaveLength(1);
	});

	// Another product showed every failure as 500 until its release 4.97.
	it('keeps its status and code', async () => {
		const { client } = fakeGenesys(() => refusal(404, { code: 'not.found', contextId: 'c-1' }));
		await expect(client.call(read, options)).rejects.toMatchObject({
			status: 404,
			code: 'not.found',
			contextId: 'c-1',
		});
	});

	it('from the login is not retried and stays unchanged', async () => {
		const refused = new GenesysApiError({
			status: 401,
			code: 'invalid_client',
			contextId: '',
			message: 'wrong',
			advice: 'Copy it',
		});
		const { client, requests } = fakeGenesys(() => refused);
		expect(await rejectionOf(client.call(read, options))).toBe(refused);
		expect(requests).toHaveLength(1);
	});

	it('never repeats the request body, which can contain the customer\'s text', async () => {
		const { client } = fakeGenesys(() => refusal(400, { code: 'bad.request', message: 'malformed' }));
		const error = await rejectionOf(client.call({ ...write, body: { textBody: 'my card number' } }, options));
		expect(JSON.stringify({ ...(error as Error), message: String(error) })).not.toContain('my card number');
	});
});

describe('a success from another service', () => {
	const inObject = { ...options, read: objectWithId };
	const others: Array<[string, unknown]> = [
		['a page', '<html>We are working on it</html>'],
		['an empty body', ''],
		['JSON of something else', { error: 'please log in' }],
		['null', null],
	];

	it.each(others)('makes a repeatable request retry after %s', async (_what, body) => {
		const { client, requests } = fakeGenesys(inTurn(ok(body), ok({ id: 'x' })));
		expect(await client.call(write, { ...inObject, repeatable: true })).toEqual({ id: 'x' });
		expect(requests).toHaveLength(2);
	});

	it.each(others)('is an error if it persists, or if the request is not repeatable: %s', async (_what, body) => {
		const expected = { status: 200, code: 'unexpected.answer', message: "Do it: the response isn't from Genesys Cloud (HTTP status 200)" };
		const staying = fakeGenesys(() => ok(body));
		expect(await rejectionOf(staying.client.call(read, inObject))).toMatchObject(expected);
		expect(staying.requests).toHaveLength(5);
		const once = fakeGenesys(() => ok(body));
		expect(await rejectionOf(once.client.call(write, inObject))).toMatchObject(expected);
		expect(once.requests).toHaveLength(1);
	});

	it.each([301, 302, 303, 307, 308])('that redirects with status %i is neither followed nor retried', async (status) => {
		const { client, requests } = fakeGenesys(() => refusal(status, '', { location: 'https://login.acme.io/sso?token=secret' }));
		expect(await rejectionOf(client.call(read, options))).toMatchObject({
			status,
			code: 'unexpected.answer',
			message: `Do it: the response isn't from Genesys Cloud (HTTP status ${status}, a redirect to login.acme.io)`,
		});
		expect(requests).toHaveLength(1);
	});

	it('does not make a text error response retryable', async () => {
		const { client, requests } = fakeGenesys(() => refusal(403, 'Forbidden'));
		await rejectionOf(client.call(read, inObject));
		expect(requests).toHaveLength(1);
	});
});

describe('a request that is not retried warns that it may have succeeded', () => {
	const PERHAPS = 'The request may have succeeded, so check in Genesys Cloud before you repeat it.';
	const adviceFor = async (answer: HttpResponse | CallError, request = write) =>
		((await rejectionOf(fakeGenesys(() => answer).client.call(request, { ...options, read: objectWithId, repeatable: false }))) as CallError).advice;

	it.each([
		['a 500', refusal(500)],
		['a 504', refusal(504)],
		['a page instead of it', ok('<html>')],
		['a redirect', refusal(302)],
		['a broken connection', brokenConnection()],
		['no answer in time', unreachable('Genesys Cloud', 'ETIMEDOUT')],
	])('after %s', async (_what, answer) => {
		expect(await adviceFor(answer)).toContain(PERHAPS);
	});

	it.each([
		['a refusal', refusal(400)],
		['a connection that was refused', unreachable('Genesys Cloud', 'ECONNREFUSED')],
		['a certificate that is not trusted', unreachable('Genesys Cloud', 'CERT_HAS_EXPIRED')],
		['a login that broke', new GenesysUnreachableError({ code: 'ECONNRESET', message: '', advice: '', nothingSent: true })],
		['a login that failed', new GenesysApiError({ status: 500, code: 'x', contextId: '', message: '', advice: '' })],
	])('but not after %s', async (_what, answer) => {
		expect(await adviceFor(answer)).not.toContain(PERHAPS);
	});

	it('but not if it only reads', async () => {
		expect(await adviceFor(refusal(500), read)).not.toContain(PERHAPS);
	});
});

it('a stopped execution ends immediately', async () => {
	const stopped = new GenesysUnreachableError({ code: 'ERR_CANCELED', message: 'stopped', advice: '' });
	const { client, requests } = fakeGenesys(() => stopped);
	await rejectionOf(client.call(read, options));
	expect(requests).toHaveLength(1);
});

describe('attempt', () => {
	it('returns the error instead of throwing it', async () => {
		const { client } = fakeGenesys(() => refusal(404));
		const { error, body } = await client.attempt(read, options);
		expect(error).toMatchObject({ status: 404 });
		expect(body).toBeUndefined();
	});

	it('throws programming errors', async () => {
		const { client } = fakeGenesys(() => {
			throw new TypeError('a bug');
		});
		await expect(client.attempt(read, options)).rejects.toThrow(TypeError);
	});
});
