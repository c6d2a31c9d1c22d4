/** Mails whose files stay here and are fetched by a link; so far, what each account has chosen for those that it will write. */
package org.fubako.delivery;
