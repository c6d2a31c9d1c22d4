/** The doors of links, for those who make them and for those who have only the address. */
package org.fubako.web.link;
