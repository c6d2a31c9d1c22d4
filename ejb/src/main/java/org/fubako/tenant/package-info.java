/** Tenants, their contracts and service codes. */
package org.fubako.tenant;
