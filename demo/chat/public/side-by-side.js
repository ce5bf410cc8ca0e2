/** Passes the customer's identity to the customer's page. Only the server knows the desk's URL. */
document.querySelector('#customer').src = `/${location.search}`;
