import { pathId } from '../../../genesys/ids';

describe('an ID in a path', () => {
	it.each(['3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e', 'streaming-5-a1b2', 'custom_-_3b0c8b2e', 'default', 'a.b', '...x'])('stays unchanged: %s', (id) => {
		expect(pathId('Conversation ID', id)).toBe(id);
	});

	// An ID of ".." sent DELETE to …/integrations/.
	it.each([
		['', '"Integration" is empty'],
		['.', '"Integration" is not a valid Genesys Cloud ID'],
		['..', '"Integration" is not a valid Genesys Cloud ID'],
		['../x', '"Integration" is not a valid Genesys Cloud ID'],
		['a/b', '"Integration" is not a valid Genesys Cloud ID'],
		['a\\b', '"Integration" is not a valid Genesys Cloud ID'],
		['a?b#c', '"Integration" is not a valid Genesys Cloud ID'],
		['%2e%2e', '"Integration" is not a valid Genesys Cloud ID'],
		['Web chat', '"Integration" is not a valid Genesys Cloud ID'],
		['a\nb', '"Integration" is not a valid Genesys Cloud ID'],
		['a\ud83d', '"Integration" is not a valid Genesys Cloud ID'],
	])('is rejected: %j', (id, message) => {
		expect(() => pathId('Integration', id)).toThrow(
			expect.objectContaining({ code: 'invalid.input', parameter: 'Integration', message, advice: expect.stringContaining('Check the source of the ID') }),
		);
	});
});
