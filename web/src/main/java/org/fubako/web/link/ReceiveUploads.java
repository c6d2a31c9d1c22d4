package org.fubako.web.link;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.fubako.link.ReceiveVisits;
import org.fubako.storage.NewContent;
import org.fubako.storage.UploadProgress;
import org.fubako.web.error.ProblemJson;
import org.fubako.web.storage.Tus;
import org.fubako.web.storage.UploadFields;

/**
 * What visitors of a receive folder send: as {@link Tus} for accounts, but without a place and without an end of its own, since everything
 * waits until it is handed in. A GET lists what this visit has sent.
 */
@ApplicationScoped
class ReceiveUploads {

    private static final String FOLDER = "uploads";

    @EJB
    ReceiveVisits visits;

    /** Whether the part of an address behind the token is about uploads. */
    static boolean isOne(String step) {
        return step.equals(FOLDER) || step.startsWith(FOLDER + "/");
    }

    /** @param link the address of the link */
    void handle(
            ReceiveVisits.Key key, String link, String step, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String base = link + "/" + FOLDER;
        String name = step.substring(FOLDER.length());
        if (request.getMethod().equals("GET") && (name.isEmpty() || name.equals("/"))) {
            list(key, link, request, response);
        } else {
            Tus.answer(new Of(key), base, name, request, response);
        }
    }

    private void list(ReceiveVisits.Key key, String link, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            ReceiveJson.write(response, ReceiveJson.uploads(visits.uploads(key), link));
        } catch (RuntimeException failure) {
            ProblemJson.write(request, response, WithoutPath.of(failure));
        }
    }

    /** Uploads of one visit. */
    private final class Of implements Tus.Uploads {

        private final ReceiveVisits.Key key;

        private Of(ReceiveVisits.Key key) {
            this.key = key;
        }

        @Override
        public UploadProgress begin(HttpServletRequest request) {
            return visits.begin(key, UploadFields.fileName(request), UploadFields.number(request, "Upload-Length"));
        }

        @Override
        public UploadProgress progress(UUID id) {
            return visits.progress(key, id);
        }

        @Override
        public UploadProgress append(
                UUID id,
                long offset,
                NewContent.Body body,
                OptionalLong declared,
                Optional<NewContent.Digest> checksum) {
            return visits.append(key, id, offset, body, declared, checksum);
        }

        @Override
        public void cancel(UUID id) {
            visits.cancel(key, id);
        }

        @Override
        public String allowed() {
            return "OPTIONS, GET, POST";
        }

        @Override
        public Throwable told(Throwable failure) {
            return WithoutPath.of(failure);
        }
    }
}
