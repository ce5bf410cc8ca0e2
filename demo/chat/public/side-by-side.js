/** Shows the customer's page beside the desk whose address the link names; only a desk on this machine will do. */
const { searchParams } = new URL(location.href);
const desk = new URL(searchParams.get('desk') ?? 'http://localhost:4010/desk');
searchParams.delete('desk');

// Who the customer is goes on to their page.
document.querySelector('#customer').src = `/?${searchParams}`;
if (desk.hostname === 'localhost') document.querySelector('#agent').src = desk.href;
