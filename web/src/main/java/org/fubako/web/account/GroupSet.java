package org.fubako.web.account;

import jakarta.enterprise.context.SessionScoped;

/** The groups that are chosen. */
@SessionScoped
public class GroupSet extends Basket {

    private static final long serialVersionUID = 1L;
}
