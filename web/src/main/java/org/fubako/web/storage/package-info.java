/** The REST door to folders and documents. */
package org.fubako.web.storage;
