/** What the product says about its screens, beside them: the pages of docs/help. */
package org.fubako.web.help;
