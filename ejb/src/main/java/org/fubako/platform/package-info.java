/** What every capability uses and what has no business meaning: refusals, ids, time, tenant scoping, migration. */
package org.fubako.platform;
