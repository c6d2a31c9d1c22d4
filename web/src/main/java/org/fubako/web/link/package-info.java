/** The doors to one-time URLs: giving out, looking after, and what visitors see. */
package org.fubako.web.link;
