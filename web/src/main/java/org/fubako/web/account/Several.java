package org.fubako.web.account;

import jakarta.faces.application.FacesMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.web.error.Failures;
import org.fubako.web.portal.Dialogs;
import org.fubako.web.portal.Texts;

/** The same for each of those that are chosen, one after the other: what is refused does not keep the others from it. */
final class Several {

    /** More would let the browser wait for too long. */
    private static final int MOST = 500;

    private Several() {}

    /** Says how many it was done to, and for each other one why not. Those stay chosen, where they can be seen to. */
    static void each(Basket basket, Consumer<UUID> work) {
        List<Basket.Item> items = basket.items();
        if (items.size() > MOST) {
            throw new Refusal(Problem.TOO_MANY_CHOSEN, Integer.toString(MOST));
        }
        Texts texts = Texts.current();
        List<Basket.Item> refused = new ArrayList<>();
        for (Basket.Item item : items) {
            try {
                work.accept(item.id());
            } catch (RuntimeException failure) {
                Refusal refusal = Failures.refusalIn(failure).orElseThrow(() -> failure);
                refused.add(item);
                Dialogs.say(
                        FacesMessage.SEVERITY_WARN, texts.get("accounts.notDone", item.name(), texts.problem(refusal)));
            }
        }
        basket.set(refused);
        int done = items.size() - refused.size();
        if (done > 0) {
            Dialogs.say(FacesMessage.SEVERITY_INFO, texts.get("accounts.done", done));
        }
    }
}
