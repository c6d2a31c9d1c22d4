package org.fubako.web.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;

/** A secret that has just been made: in the answer to its making and nowhere else, so no page keeps it. */
@Named("shownSecret")
@RequestScoped
public class ShownSecret {

    private String secret = "";
    private boolean token;

    void show(String fresh, boolean ofToken) {
        secret = fresh;
        token = ofToken;
    }

    public String getSecret() {
        return secret;
    }

    public boolean isToken() {
        return token;
    }

    public boolean isShown() {
        return !secret.isEmpty();
    }
}
