/** What HTTP itself asks of every door that carries content: paths, entity tags, ranges, digests, dates, names. */
package org.fubako.web.http;
