package org.fubako.web.link;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;

/** The address of a receive folder that has just been made: in the answer to its making and nowhere else, so no page keeps it. */
@Named("receiveUrl")
@RequestScoped
public class ReceiveUrl {

    private String url = "";

    void show(String fresh) {
        url = fresh;
    }

    public String getUrl() {
        return url;
    }

    public boolean isShown() {
        return !url.isEmpty();
    }
}
