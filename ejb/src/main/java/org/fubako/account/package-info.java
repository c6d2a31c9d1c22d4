/** Accounts, groups, passwords, sessions and signing in. */
package org.fubako.account;
