/** The WebDAV door (RFC 4918, classes 1, 2 and 3): one class per method, over the same services as every other door. */
package org.fubako.web.dav;
