import { called } from './functions.mts';
import { combined } from './operators.mts';
import { NOT_SET } from './values.mts';
import type { Expression, Types } from './values.mts';

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|(\d+(?:\.\d+)?)|([A-Za-z_][\w.]*)|(==|!=|<=|>=|[<>(),]))/y;

function tokensOf(text: string): string[] {
	const tokens: string[] = [];
	const end = text.trimEnd().length;
	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < end) {
		const from = TOKEN.lastIndex;
		const token = TOKEN.exec(text)?.[0].trim();
		if (token === undefined) throw new Error(`the expression cannot be read from "${text.slice(from, from + 20)}"`);
		tokens.push(token);
	}
	return tokens;
}

/**
 * Parses an expression: names, strings, numbers, true, false, NOT_SET, functions, and operators.
 * @param types the declared variables
 * @throws Error with the part that is invalid
 */
export function parseExpression(text: string, types: Types): Expression {
	const tokens = tokensOf(text);
	let at = 0;
	const take = (expected: string): boolean => (tokens[at]?.toLowerCase() === expected ? ++at > 0 : false);

	const binary = (next: () => Expression, names: readonly string[]) => (): Expression => {
		let left = next();
		for (;;) {
			const name = names.find(take);
			if (name === undefined) return left;
			left = combined(name, left, next());
		}
	};
	const primary = (): Expression => {
		const token = tokens[at++];
		if (token === undefined) throw new Error('the expression ends too early');
		if (token === '(') return closed(whole());
		if (tokens[at] === '(' && /^[A-Za-z_]/.test(token)) return call(token);
		return atom(token, types);
	};
	const closed = (inner: Expression): Expression => {
		if (!take(')')) throw new Error('a ")" is missing');
		return inner;
	};
	const call = (name: string): Expression => {
		at++;
		const args: Expression[] = [];
		if (tokens[at] !== ')')
			do args.push(whole());
			while (take(','));
		return closed(called(name, args));
	};
	const comparison = binary(primary, ['<', '>', '<=', '>=']);
	const equality = binary(comparison, ['==', '!=']);
	const whole: () => Expression = binary(binary(equality, ['and']), ['or']);

	const expression = whole();
	if (at < tokens.length) throw new Error(`"${tokens[at]}" is not expected here`);
	return expression;
}

function atom(token: string, types: Types): Expression {
	if (token.startsWith('"')) {
		const text = token.slice(1, -1).replace(/\\(.)/g, '$1');
		return { type: 'string', value: () => text };
	}
	if (/^\d/.test(token)) return { type: token.includes('.') ? 'decimal' : 'integer', value: () => Number(token) };
	const lower = token.toLowerCase();
	if (lower === 'true' || lower === 'false') return { type: 'boolean', value: () => lower === 'true' };
	if (lower === 'not_set') return NOT_SET;
	const type = types.get(token);
	if (!type) {
		const isName = /^[A-Za-z_]/.test(token);
		throw new Error(isName ? `the variable ${token} is not declared` : `"${token}" is not expected here`);
	}
	return { type, value: ({ variables }) => variables.get(token) };
}
