package org.fubako.link;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.platform.IdSource;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.TenantId;
import org.fubako.tenant.TenantInfo;

/** The short transactions of {@link ReceiveVisits}. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ReceiveTransaction {

    @Inject
    ReceiveRepository folders;

    @Inject
    ReceiveVisitRepository visits;

    @Inject
    LinkTokens tokens;

    @Inject
    ReceiveMails mails;

    @EJB
    OperationLog log;

    @Inject
    IdSource ids;

    /** To whom a token leads, in whatever state that is. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Optional<ReceiveFolder> find(String token) {
        byte[] hash = tokens.ofReceiveFolder(token);
        return folders.tenantOf(hash).flatMap(tenant -> folders.byToken(tenant, hash));
    }

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Optional<ReceiveVisit> visit(ReceiveFolder folder, String secret) {
        return visits.byToken(folder, tokens.ofVisit(secret));
    }

    /** Who he says he is now. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Optional<ReceiveVisit.Visitor> visitor(ReceiveFolder folder, ReceiveVisit visit) {
        return visits.visitor(folder.tenant(), visit.id());
    }

    public void begin(ReceiveFolder folder, String secret, String address, Locale language) {
        visits.add(folder, ids.next(), tokens.ofVisit(secret), address, language);
    }

    public void name(ReceiveFolder folder, ReceiveVisit visit, String name, String mail) {
        if (!visits.name(folder.tenant(), visit.id(), name, mail)) {
            throw new Refusal(Problem.RECEIVE_STEP, "");
        }
    }

    public void prove(ReceiveFolder folder, ReceiveVisit visit, String mail) {
        visits.prove(folder.tenant(), visit.id(), mail);
    }

    /** Makes room for an upload that has just been begun. */
    public void add(ReceiveFolder folder, ReceiveVisit visit, UUID upload, String name, long length) {
        if (!visits.holdOpen(folder.tenant(), visit.id())) {
            throw new Refusal(Problem.RECEIVE_STEP, "");
        }
        if (!folders.take(folder, length)) {
            throw new Refusal(Problem.RECEIVE_FULL, Refusal.shown(name));
        }
        visits.addFile(folder.tenant(), visit.id(), upload, name, length);
    }

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Optional<ReceiveFile> file(ReceiveFolder folder, ReceiveVisit visit, UUID id) {
        return visits.file(folder.tenant(), visit.id(), id);
    }

    /** As it is now, whoever has sent it. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Optional<ReceiveFile> fileOf(ReceiveFolder folder, UUID id) {
        return visits.file(folder.tenant(), id);
    }

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<ReceiveFile> files(ReceiveFolder folder, ReceiveVisit visit) {
        return visits.files(folder.tenant(), visit.id());
    }

    /** It has gone without anybody having told us. */
    public void lost(TenantId tenant, UUID file) {
        visits.end(tenant, file, ReceiveFile.State.BROKEN)
                .ifPresent(room -> folders.giveBack(tenant, room.receive(), room.bytes()));
    }

    /** A virus was found, and the upload thrown away. */
    public void infected(ReceiveFolder folder, Caller issuer, ReceiveFile file) {
        visits.setInfected(folder.tenant(), file.id());
        log.record(LogEvent.of(issuer, Action.UPLOAD, folder.path() + "/" + file.name())
                .to(folder.way())
                .sized(file.length(), 0)
                .ended(Problem.INFECTED.name()));
    }

    /** All is in the folder: nothing more can be added. Whoever asks second, or twice, gets the same answer, and no second mail is sent. */
    public ReceiveHandIn end(TenantInfo tenant, ReceiveFolder folder, ReceiveVisit visit, Caller issuer) {
        boolean first = visits.end(folder.tenant(), visit.id());
        ReceiveHandIn done = handIn(folder, visit);
        if (first) {
            long bytes = done.stored().stream().mapToLong(ReceiveFile::length).sum();
            log.record(LogEvent.of(issuer, Action.RECEIVE, folder.path())
                    .to(folder.way())
                    .sized(bytes, 0));
            mails.send(tenant, folder, done, visit.language());
        }
        return done;
    }

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public ReceiveHandIn handIn(ReceiveFolder folder, ReceiveVisit visit) {
        return visits.handIn(folder.tenant(), visit.id()).orElseThrow(() -> new Refusal(Problem.RECEIVE_NOTHING, ""));
    }
}
