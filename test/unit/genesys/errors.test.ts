import { GenesysApiError, GenesysUnreachableError, inOneText, InvalidInputError, RefusedError, reworded, sentence } from '../../../genesys/errors';

describe('an error', () => {
	it('from Genesys Cloud has a stable code and advice', () => {
		const fields = { status: 404, code: 'not.found', contextId: 'c-1', message: 'gone', advice: 'Check the id.' };
		const error = new GenesysApiError(fields);
		expect(error).toBeInstanceOf(Error);
		expect({ ...error, message: error.message }).toEqual({ ...fields, name: 'GenesysApiError' });
	});

	it('without a response has the network\'s code', () => {
		const fields = { code: 'ENOTFOUND', message: 'no such host', advice: 'Check the region.' };
		const error = new GenesysUnreachableError(fields);
		expect({ ...error, message: error.message }).toEqual({ ...fields, name: 'GenesysUnreachableError', nothingSent: false });
	});

	it('for an invalid parameter has its display name', () => {
		const error = new InvalidInputError('Text', 'There is nothing to send', 'Fill in Text.');
		expect(error).toMatchObject({
			name: 'InvalidInputError',
			parameter: 'Text',
			message: 'There is nothing to send',
			advice: 'Fill in Text.',
		});
	});
});

describe('a reworded error', () => {
	it.each([
		new GenesysApiError({ status: 404, code: 'not.found', contextId: 'c-1', message: 'gone', advice: 'Check the ID.' }),
		new GenesysUnreachableError({ code: 'ENOTFOUND', message: 'no such host', advice: 'Check the region.', nothingSent: true }),
		new RefusedError({ code: 'conversation.ended', message: 'over', advice: 'Start anew.', parameter: 'Conversation ID' }),
	])('keeps its other fields: $name', (error) => {
		const other = reworded(error, { message: 'Step 2: failed' });
		expect({ ...other, message: other.message }).toEqual({ ...error, message: 'Step 2: failed' });
		expect(other).toBeInstanceOf(error.constructor);
		expect(reworded(error, { advice: 'Wait.' })).toMatchObject({ message: error.message, advice: 'Wait.', code: error.code });
	});
});

describe('message and advice in one text', () => {
	it.each(['The name is invalid', 'The name is invalid.', 'The name is invalid. ', 'The name is invalid,'])('have one period between them: "%s"', (message) => {
		expect(inOneText({ message, advice: 'Correct it.' })).toBe('The name is invalid. Correct it.');
	});

	it.each(['Is it there?', 'Not there!', 'It continues…', 'They said "no."', 'Gone (for good.)'])('keep existing punctuation: %s', (message) => {
		expect(sentence(message)).toBe(message);
	});

	it('are only the message if there is no advice', () => {
		expect(inOneText({ message: 'Gone', advice: '' })).toBe('Gone.');
	});
});
