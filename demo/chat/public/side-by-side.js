/** Who the customer is goes on to the customer's page. The desk's address is the server's to know. */
document.querySelector('#customer').src = `/${location.search}`;
