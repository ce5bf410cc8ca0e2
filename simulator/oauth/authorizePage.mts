const escaped = (text: string): string =>
	text.replace(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`);

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; background: #f3f5f8; color: #1f2733; display: grid; place-items: center; min-height: 100vh; margin: 0 }
main { background: #fff; padding: 2rem; border-radius: 12px; max-width: 26rem; box-shadow: 0 2px 12px #0002 }
h1 { font-size: 1.25rem; margin: 0 0 1rem }
label { display: block; margin: .25rem 0 }
button { font: inherit; padding: .5rem 1.25rem; border-radius: 8px; border: 1px solid #2a60c8; background: #fff; color: #2a60c8; margin: 1rem .5rem 0 0; cursor: pointer }
button[value=allow] { background: #2a60c8; color: #fff }
</style>
</head>
<body><main><h1>${escaped(title)}</h1>
${body}
</main></body>
</html>`;

/** The error page for requests that can't be redirected back. */
export const refusalPage = (reason: string): string => page("Sign-in isn't possible", `<p>${escaped(reason)}</p>`);

export const framingRefusedPage = (): string => page("Sign-in isn't possible", '<p>The sign-in page can’t run in a frame.</p>');

interface Question {
	clientId: string;
	scopes: readonly string[];
	users: ReadonlyArray<{ id: string; name: string; email: string }>;
	/** The request's query, sent back with the decision. */
	query: URLSearchParams;
}

/** The sign-in and consent page. */
export function questionPage({ clientId, scopes, users, query }: Question): string {
	const choices = users.map(
		({ id, name, email }, index) =>
			`<label><input type="radio" name="user" value="${escaped(id)}"${index === 0 ? ' checked' : ''}> ${escaped(name)} (${escaped(email)})</label>`,
	);
	const kept = [...query].map(
		([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
	);
	return page(
		'Sign in to the simulated Genesys Cloud',
		[
			`<p><strong>${escaped(clientId)}</strong> asks for: ${escaped(scopes.join(', ')) || 'nothing'}</p>`,
			'<form method="post" action="/oauth/authorize">',
			...kept,
			...choices,
			'<button name="decision" value="allow">Allow</button>',
			'<button name="decision" value="deny">Deny</button>',
			'</form>',
		].join('\n'),
	);
}
