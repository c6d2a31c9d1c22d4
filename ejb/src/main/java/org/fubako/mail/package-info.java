/** Outgoing mail: what is to be sent is a row in the transaction that causes it; a job sends it, once, and tries again for days. */
package org.fubako.mail;
