package org.fubako.web.portal;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import org.primefaces.PrimeFaces;

/** What a bean does with the page that has called it: opens and closes its dialogs, and says what has happened. */
public final class Dialogs {

    private Dialogs() {}

    /** @param dialog its {@code widgetVar} */
    public static void show(String dialog) {
        PrimeFaces.current().executeScript("PF('" + dialog + "').show()");
    }

    public static void hide(String dialog) {
        PrimeFaces.current().executeScript("PF('" + dialog + "').hide()");
    }

    /** A message that is about the page and no field of it. */
    public static void say(FacesMessage.Severity severity, String text) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(severity, text, null));
    }
}
