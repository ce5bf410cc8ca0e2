import { pathId } from '../../../genesys/ids';

describe('an ID in a path', () => {
	it.each(['3b0c8b2e-1f0a-4c55-9d0e-7a1f2b3c4d5e', 'streaming-5-a1b2', 'custom_-_3b0c8b2e', 'default', 'a.b', '...x'])('stays as it is: %s', (id) => {
		expect(pathId('Conversation ID', id)).toBe(id);
	});

	// An ID of ".." sent DELETE to …/integrations/.
	it.each([
		['', '"Integration" is empty'],
		['.', '"Integration" is not an ID that Genesys Cloud can have'],
		['..', '"Integration" is not an ID that Genesys Cloud can have'],
		['../x', '"Integration" is not an ID that Genesys Cloud can have'],
		['a/b', '"Integration" is not an ID that Genesys Cloud can have'],
		['a\\b', '"Integration" is not an ID that Genesys Cloud can have'],
		['a?b#c', '"Integration" is not an ID that Genesys Cloud can have'],
		['%2e%2e', '"Integration" is not an ID that Genesys Cloud can have'],
		['Web chat', '"Integration" is not an ID that Genesys Cloud can have'],
		['a\nb', '"Integration" is not an ID that Genesys Cloud can have'],
		['a\ud83d', '"Integration" is not an ID that Genesys Cloud can have'],
	])('is refused: %j', (id, message) => {
		expect(() => pathId('Integration', id)).toThrow(
			expect.objectContaining({ code: 'invalid.input', parameter: 'Integration', message, advice: expect.stringContaining('where the ID comes from') }),
		);
	});
});
