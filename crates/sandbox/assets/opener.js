// What a network's page could do to the page that opened it, as long as neither sends an opener policy.
if (window.opener) window.opener.location = new URL("/networks/astray", location.href).href;
