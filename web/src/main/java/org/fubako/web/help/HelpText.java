package org.fubako.web.help;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.component.UIComponentBase;
import jakarta.faces.context.FacesContext;
import java.io.IOException;

/**
 * Writes a page of the help as the HTML that it is. The only place of the portal's pages where something is not escaped: it takes no
 * value, so that nothing can ever be written by it but what was packed with the program.
 */
@FacesComponent(value = "fubako.helpText", createTag = true, tagName = "helpText", namespace = "http://fubako.org/help")
public class HelpText extends UIComponentBase {

    @Override
    public String getFamily() {
        return "fubako";
    }

    @Override
    public void encodeBegin(FacesContext faces) throws IOException {
        HelpBean help = faces.getApplication().evaluateExpressionGet(faces, "#{help}", HelpBean.class);
        faces.getResponseWriter().write(help.getHtml());
    }
}
