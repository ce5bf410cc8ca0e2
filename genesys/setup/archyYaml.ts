/**
 * A text as one double-quoted YAML scalar, on one line, whatever it holds. JSON's escapes are YAML's; added are the
 * characters that YAML readers take for line ends or refuse, and the braces of Archy's substitutions.
 */
export function quoted(text: string): string {
	return JSON.stringify(text)
		.replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, escaped)
		.replace(/\{\{/g, '\\u007b\\u007b');
}

function escaped(character: string): string {
	return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
