package org.fubako.web.account;

import jakarta.enterprise.context.SessionScoped;

/** The accounts that are chosen. */
@SessionScoped
public class AccountSet extends Basket {

    private static final long serialVersionUID = 1L;
}
