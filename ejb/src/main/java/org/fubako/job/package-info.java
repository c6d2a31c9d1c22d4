/** Work that happens by itself: timers and bells only poke, a claim in the database makes each job run once per cluster. */
package org.fubako.job;
