import { isPermissionError, missingPermissions, toApiError } from '../../../genesys/apiError';
import { GenesysUnreachableError } from '../../../genesys/errors';
import { lacks, refusal } from './fakeGenesys';

describe('the error for an error response', () => {
	it('contains the operation, Genesys Cloud\'s message, and the correlation ID', () => {
		const error = toApiError(
			refusal(400, { code: 'bad.request', message: 'malformed syntax', contextId: 'c-1' }),
			'Start handover',
		);
		expect(error).toMatchObject({
			name: 'GenesysApiError',
			status: 400,
			code: 'bad.request',
			contextId: 'c-1',
			message: 'Start handover: Genesys Cloud returned 400 – malformed syntax',
		});
		expect(error.advice).toBe('Correct the value that Genesys Cloud names in its message. Context ID: c-1.');
	});

	it('names the missing permission', () => {
		const error = toApiError(lacks('conversation:message:receive'), 'Send message');
		expect(error.advice).toContain('Add the permission conversation:message:receive to the role of the OAuth client or signed-in user');
		expect(error.code).toBe('missing.permissions');
	});

	it('names every permission that is sufficient', () => {
		const message =
			'You must have at least one of the following permissions assigned: [a:b:view, conversation:message:park]';
		const { advice } = toApiError(refusal(403, { code: 'missing.any.permissions', message }), 'x');
		expect(advice).toContain('a:b:view, conversation:message:park');
	});

	it.each([
		[401, 'Client ID and Client Secret'],
		[403, 'in its division'],
		[404, "division that the role can't access"],
		[413, 'Send a smaller request'],
		[429, '300 requests per minute'],
		[500, 'Try again later'],
		[504, 'Try again later'],
	])('explains how to fix a %i', (status, words) => {
		expect(toApiError(refusal(status), 'x').advice).toContain(words);
	});

	it.each([401, 403, 404, 413])('points to a proxy if a %i is a web page', (status) => {
		expect(toApiError(refusal(status, '<html>Blocked by policy</html>'), 'x').advice).toContain('proxy or firewall');
	});

	// Another product crashed on an empty body until its release 4.74.
	it.each([
		['an empty text', ''],
		['nothing at all', undefined],
		['null', null],
		['a page of HTML of an edge server', '<html><body>502 Bad Gateway</body></html>'],
		['a list', [{ message: 'x' }]],
		['fields of other types', { code: {}, message: [], contextId: null, errors: 'no' }],
	])('is created from %s', (_name, body) => {
		const error = toApiError(refusal(502, body), 'List queues');
		expect(error).toMatchObject({
			status: 502,
			code: 'http.502',
			contextId: '',
			message: 'List queues: Genesys Cloud returned 502',
		});
		expect(error.advice).not.toContain('Context ID');
	});

	it.each(['genesys-correlation-id', 'inin-correlation-id'])(
		'takes the correlation id from the header %s',
		(header) => {
			expect(toApiError(refusal(500, '', { [header]: 'c-2' }), 'x')).toMatchObject({
				contextId: 'c-2',
				advice: expect.stringContaining('Context ID: c-2.'),
			});
		},
	);

	it('uses the first nested error if there is no message', () => {
		const body = { code: 'invalid.value', errors: [{ code: 'a' }, { message: 'name is taken' }] };
		expect(toApiError(refusal(400, body), 'x').message).toContain('name is taken');
	});

	it('reads the token endpoint\'s error format', () => {
		const body = { error: 'invalid_client', description: 'client not found' };
		expect(toApiError(refusal(400, body), 'x')).toMatchObject({
			code: 'invalid_client',
			message: expect.stringContaining('client not found'),
		});
	});
});

describe('missingPermissions', () => {
	it('lists each permission once, in order', () => {
		expect(missingPermissions('needs [routing:queue:view, a:b:c] or a:b:c, messaging:integration:*')).toEqual([
			'routing:queue:view',
			'a:b:c',
			'messaging:integration:*',
		]);
	});

	it('ignores URLs and times', () => {
		expect(missingPermissions('see https://example.com:443/x at 10:00:00')).toEqual([]);
	});
});

describe('isPermissionError', () => {
	it.each(['missing.permissions', 'missing.any.permissions', 'missing.division.permission'])(
		'holds for 403 %s',
		(code) => {
			expect(isPermissionError(toApiError(refusal(403, { code }), 'x'))).toBe(true);
		},
	);

	it('is true for a 403 with another code that names a permission', () => {
		expect(isPermissionError(toApiError(refusal(403, { code: 'forbidden', message: 'you need a:b:view' }), 'x'))).toBe(
			true,
		);
	});

	it('is false for a 403 about one object, another status, or another error', () => {
		expect(isPermissionError(toApiError(refusal(403, { code: 'not.authorized', message: 'No access' }), 'x'))).toBe(
			false,
		);
		expect(isPermissionError(toApiError(refusal(401, { code: 'missing.permissions' }), 'x'))).toBe(false);
		expect(isPermissionError(new GenesysUnreachableError({ code: 'x', message: 'a:b:c', advice: '' }))).toBe(false);
		expect(isPermissionError(undefined)).toBe(false);
	});
});
