package org.fubako.web.error;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Something that should not have happened: the number goes to the user, the cause to the log under that number. */
public record Incident(String number) {

    private static final Logger LOG = System.getLogger(Incident.class.getName());

    public static Incident of(Throwable cause) {
        String number = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.log(Level.ERROR, "incident " + number, cause);
        return new Incident(number);
    }
}
