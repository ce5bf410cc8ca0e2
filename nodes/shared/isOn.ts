const ON = ['true', 'yes', 'on', '1'];

/**
 * A switch. Expressions and n8n's variables give texts and numbers as well, and the text "false" must not switch
 * anything on: only what clearly says so does.
 *
 * @param byDefault what it is where nothing is given
 */
export function isOn(value: unknown, byDefault = false): boolean {
	if (value === undefined || value === null || value === '') return byDefault;
	return ON.includes(String(value).trim().toLowerCase());
}
