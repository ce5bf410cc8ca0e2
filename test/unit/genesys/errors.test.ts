import { GenesysApiError, GenesysUnreachableError, inOneText, InvalidInputError, RefusedError, reworded, sentence } from '../../../genesys/errors';

describe('the errors that workflows switch on', () => {
	it('tell a refusal of Genesys with its stable code and what to do', () => {
		const fields = { status: 404, code: 'not.found', contextId: 'c-1', message: 'gone', advice: 'Check the id.' };
		const error = new GenesysApiError(fields);
		expect(error).toBeInstanceOf(Error);
		expect({ ...error, message: error.message }).toEqual({ ...fields, name: 'GenesysApiError' });
	});

	it('tell a call that got no answer with the code of the network', () => {
		const fields = { code: 'ENOTFOUND', message: 'no such host', advice: 'Check the region.' };
		const error = new GenesysUnreachableError(fields);
		expect({ ...error, message: error.message }).toEqual({ ...fields, name: 'GenesysUnreachableError', nothingSent: false });
	});

	it('tell a wrong parameter with the name that the user sees', () => {
		const error = new InvalidInputError('Text', 'There is nothing to send', 'Fill in Text.');
		expect(error).toMatchObject({
			name: 'InvalidInputError',
			parameter: 'Text',
			message: 'There is nothing to send',
			advice: 'Fill in Text.',
		});
	});
});

describe('an error in other words', () => {
	it.each([
		new GenesysApiError({ status: 404, code: 'not.found', contextId: 'c-1', message: 'gone', advice: 'Check the ID.' }),
		new GenesysUnreachableError({ code: 'ENOTFOUND', message: 'no such host', advice: 'Check the region.', nothingSent: true }),
		new RefusedError({ code: 'conversation.ended', message: 'over', advice: 'Start anew.', parameter: 'Conversation ID' }),
	])('keeps what people switch on: $name', (error) => {
		const other = reworded(error, { message: 'Step 2: failed' });
		expect({ ...other, message: other.message }).toEqual({ ...error, message: 'Step 2: failed' });
		expect(other).toBeInstanceOf(error.constructor);
		expect(reworded(error, { advice: 'Wait.' })).toMatchObject({ message: error.message, advice: 'Wait.', code: error.code });
	});
});

describe('message and advice in one text', () => {
	it.each(['The name is invalid', 'The name is invalid.', 'The name is invalid. ', 'The name is invalid,'])('have one full stop between them: "%s"', (message) => {
		expect(inOneText({ message, advice: 'Correct it.' })).toBe('The name is invalid. Correct it.');
	});

	it.each(['Is it there?', 'Not there!', 'It goes on…', 'They said "no."', 'Gone (for good.)'])('keep the mark that is there: %s', (message) => {
		expect(sentence(message)).toBe(message);
	});

	it('are the message alone where there is no advice', () => {
		expect(inOneText({ message: 'Gone', advice: '' })).toBe('Gone.');
	});
});
