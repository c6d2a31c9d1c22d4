package org.fubako.web.http;

import java.io.IOException;
import java.io.InputStream;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;

/** Bodies that are small enough to be read whole. */
public final class BoundedBody {

    private BoundedBody() {}

    /**
     * @param most in bytes
     * @throws Refusal BODY_TOO_LARGE when there is more, UPLOAD_BROKEN_OFF when the client does not send it all
     */
    public static byte[] read(InputStream body, int most) {
        byte[] octets;
        try {
            octets = body.readNBytes(most + 1);
        } catch (IOException e) {
            throw new Refusal(Problem.UPLOAD_BROKEN_OFF, "", e);
        }
        if (octets.length > most) {
            throw new Refusal(Problem.BODY_TOO_LARGE, "");
        }
        return octets;
    }
}
