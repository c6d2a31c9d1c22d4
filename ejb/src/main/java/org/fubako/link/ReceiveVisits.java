package org.fubako.link;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.fubako.account.Passwords;
import org.fubako.caller.Caller;
import org.fubako.link.ReceiveVisit.Visitor;
import org.fubako.mail.MailAddress;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.platform.SecretToken;
import org.fubako.storage.HandedIn;
import org.fubako.storage.HeldUpload;
import org.fubako.storage.NewContent;
import org.fubako.storage.ResumableUpload;
import org.fubako.storage.UploadProgress;
import org.fubako.tenant.TenantDirectory;
import org.fubako.tenant.TenantInfo;

/**
 * What people without an account do with a receive folder: say who they are, send documents, hand them in. They see nothing but what they
 * have sent in this visit. Whatever is wrong with a link (unknown, over, stopped, full, from elsewhere, without its owner's right), it
 * is of no use: LINK_UNUSABLE, always the same.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReceiveVisits {

    @EJB
    ReceiveTransaction transaction;

    @EJB
    ResumableUpload uploads;

    @EJB
    HeldUpload held;

    @Inject
    Issuers issuers;

    @EJB
    MailedCodes codes;

    @Inject
    LinkTries tries;

    @Inject
    Passwords passwords;

    @Inject
    TenantDirectory tenants;

    /**
     * What a request brings along.
     *
     * @param token in the address
     * @param visit what the cookie has
     * @param host under which the service was called
     * @param address of the client
     */
    public record Key(String token, Optional<String> visit, String host, String address) {}

    /** What a visitor has to do next. */
    public enum Step {
        PASSWORD,
        VISITOR,
        CODE,
        FILES,
        /** Nothing: all is handed in. */
        RECEIPT
    }

    /**
     * What a visitor may know now; before the password, only that there is one.
     *
     * @param owner the name of the account that asks for documents
     * @param visitor what he has said of himself
     */
    public record Page(Step step, Optional<Shown> shown, Optional<Who> visitor, Optional<ReceiveHandIn> handedIn) {

        private static final Page CLOSED =
                new Page(Step.PASSWORD, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The receive folder as visitors see it. */
    public record Shown(TenantInfo tenant, String owner, ReceiveTerms terms, Instant until, boolean password) {}

    /** Who a visitor is. */
    public record Who(String name, String mail, boolean proven) {

        private static Who of(Visitor visitor) {
            return new Who(visitor.name(), visitor.mail(), visitor.proven());
        }
    }

    /**
     * What a visitor says at the beginning; all at once, or the password first.
     *
     * @param language of mails to him
     */
    public record Entry(Optional<String> password, Optional<String> name, Optional<String> mail, Locale language) {}

    /** A document that is on its way, and how many of its bytes are safe. */
    public record Sending(UUID id, String name, long length, long received) {}

    /** Who has come in, and to what. */
    private record Guest(TenantInfo tenant, ReceiveFolder folder, Caller issuer, Optional<ReceiveVisit> visit) {

        /** One that still goes on. */
        private Optional<ReceiveVisit> current() {
            return visit.filter(one -> one.handedInAt().isEmpty());
        }

        private ReceiveVisit open() {
            return visit.filter(one -> one.isOpen(folder.terms()))
                    .orElseThrow(() -> new Refusal(Problem.RECEIVE_STEP, ""));
        }
    }

    private Guest enter(Key key) {
        return find(key).orElseThrow(() -> tries.miss(key.address()));
    }

    private Optional<Guest> find(Key key) {
        Optional<ReceiveFolder> found = SecretToken.isWellFormed(key.token())
                ? transaction.find(key.token()).filter(ReceiveFolder::live)
                : Optional.empty();
        return found.filter(folder -> tenants.serves(key.host(), folder.tenant()))
                .filter(folder -> folder.terms().addresses().admit(key.address()))
                .flatMap(folder -> tenants.find(folder.tenant()).flatMap(tenant -> issuers.of(
                                folder.tenant(), folder.account(), key.address())
                        .filter(issuer -> held.folder(issuer, folder.folder()).isPresent())
                        .map(issuer -> new Guest(tenant, folder, issuer, visit(folder, key)))))
                .filter(guest -> !guest.folder.full() || guest.visit.isPresent());
    }

    private Optional<ReceiveVisit> visit(ReceiveFolder folder, Key key) {
        return key.visit().filter(SecretToken::isWellFormed).flatMap(secret -> transaction.visit(folder, secret));
    }

    /** To look changes nothing: mail scanners do it, too. */
    public Page open(Key key) {
        Guest guest = enter(key);
        Step step = step(guest);
        if (step == Step.PASSWORD) {
            return Page.CLOSED;
        }
        ReceiveFolder folder = guest.folder;
        Shown shown = new Shown(
                guest.tenant,
                folder.accountName(),
                folder.terms(),
                folder.expiresAt(),
                folder.passwordHash().isPresent());
        return new Page(
                step,
                Optional.of(shown),
                guest.visit.flatMap(ReceiveVisit::visitor).map(Who::of),
                step == Step.RECEIPT ? guest.visit.map(visit -> transaction.handIn(folder, visit)) : Optional.empty());
    }

    private static Step step(Guest guest) {
        if (guest.visit.isEmpty()) {
            return guest.folder.passwordHash().isPresent() ? Step.PASSWORD : Step.VISITOR;
        }
        ReceiveVisit visit = guest.visit.get();
        if (visit.handedInAt().isPresent()) {
            return Step.RECEIPT;
        }
        if (visit.visitor().isEmpty()) {
            return Step.VISITOR;
        }
        return visit.isOpen(guest.folder.terms()) ? Step.FILES : Step.CODE;
    }

    /**
     * Begins a visit, or says who one is. Where the mail address has to be proven, a code is mailed to it.
     *
     * @return what the cookie must have from now on
     * @throws Refusal RECEIVE_PASSWORD, RECEIVE_VISITOR, MAIL_ADDRESS_MALFORMED, RECEIVE_MAIL_DOMAIN, TOO_MANY_TRIES, TOO_MANY_MAILS
     */
    public String begin(Key key, Entry entry) {
        Guest guest = enter(key);
        ReceiveFolder folder = guest.folder;
        Optional<ReceiveVisit> current = guest.current();
        if (current.isEmpty()) {
            if (folder.full()) {
                throw tries.miss(key.address());
            }
            tries.requireVisit(key.address());
            requirePassword(folder, entry, key.address());
        }
        boolean nameless = folder.passwordHash().isPresent()
                && entry.name().isEmpty()
                && entry.mail().isEmpty();
        Optional<Visitor> visitor = nameless ? Optional.empty() : Optional.of(visitor(guest, entry));
        String secret = current.flatMap(visit -> key.visit()).orElseGet(SecretToken::random);
        if (current.isEmpty()) {
            transaction.begin(folder, secret, key.address(), entry.language());
        }
        visitor.ifPresent(
                who -> name(guest, key, transaction.visit(folder, secret).orElseThrow(), who, entry.language()));
        return secret;
    }

    private void requirePassword(ReceiveFolder folder, Entry entry, String address) {
        folder.passwordHash()
                .ifPresent(hash -> tries.guess(folder.id(), address, () -> {
                    String password = entry.password().orElse("");
                    if (password.isEmpty() || !passwords.matches(password, hash)) {
                        throw new Refusal(Problem.RECEIVE_PASSWORD, "");
                    }
                }));
    }

    private static Visitor visitor(Guest guest, Entry entry) {
        String name = ReceiveRules.visitorName(entry.name().orElse(""));
        String mail = entry.mail().orElse("").strip();
        MailAddress address = MailAddress.parse(mail)
                .orElseThrow(() -> new Refusal(Problem.MAIL_ADDRESS_MALFORMED, Refusal.shown(mail)));
        String domain = mail.substring(mail.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        boolean code = guest.folder.terms().code();
        if (code && !guest.tenant.policies().links().admitsDomain(domain)) {
            throw new Refusal(Problem.RECEIVE_MAIL_DOMAIN, domain);
        }
        return new Visitor(name, address.value(), false);
    }

    private void name(Guest guest, Key key, ReceiveVisit visit, Visitor who, Locale language) {
        transaction.name(guest.folder, visit, who.name(), who.mail());
        boolean proven =
                transaction.visitor(guest.folder, visit).map(Visitor::proven).orElse(false);
        if (guest.folder.terms().code() && !proven) {
            tries.requireCode(guest.folder.id(), key.address());
            codes.send(guest.tenant, guest.folder.id(), new MailAddress(who.mail()), language);
        }
    }

    /**
     * Shows that the mail address is the visitor's by the code that was mailed to it.
     *
     * @throws Refusal RECEIVE_STEP, RECEIVE_CODE, TOO_MANY_TRIES
     */
    public void prove(Key key, String code) {
        Guest guest = enter(key);
        ReceiveVisit visit = guest.current().orElseThrow(() -> new Refusal(Problem.RECEIVE_STEP, ""));
        Visitor who = visit.visitor().orElseThrow(() -> new Refusal(Problem.RECEIVE_STEP, ""));
        tries.guess(guest.folder.id(), key.address(), () -> {
            if (!codes.prove(guest.folder.tenant(), guest.folder.id(), new MailAddress(who.mail()), code.strip())) {
                throw new Refusal(Problem.RECEIVE_CODE, "");
            }
        });
        transaction.prove(guest.folder, visit, who.mail());
    }

    /** What has been sent and not been handed in, also by an earlier request of the same browser. */
    public List<Sending> uploads(Key key) {
        Guest guest = enter(key);
        return coming(guest, guest.open()).stream()
                .flatMap(file -> progress(guest, file).stream()
                        .map(now -> new Sending(file.id(), file.name(), file.length(), now.received())))
                .toList();
    }

    private List<ReceiveFile> coming(Guest guest, ReceiveVisit visit) {
        return transaction.files(guest.folder, visit).stream()
                .filter(file -> file.state() == ReceiveFile.State.COMING)
                .toList();
    }

    /** Empty when it is there no more; that is written down then. */
    private Optional<UploadProgress> progress(Guest guest, ReceiveFile file) {
        try {
            return Optional.of(uploads.progress(guest.issuer, file.id()));
        } catch (Refusal refusal) {
            if (refusal.problem() != Problem.NOT_FOUND) {
                throw refusal;
            }
            transaction.lost(guest.folder.tenant(), file.id());
            return Optional.empty();
        }
    }

    /**
     * Begins to send a document: type, size, name and room are decided before anything comes.
     *
     * @throws Refusal RECEIVE_TYPE, RECEIVE_TOO_LARGE, RECEIVE_FULL, those for names and quota
     */
    public UploadProgress begin(Key key, String name, long length) {
        Guest guest = enter(key);
        ReceiveVisit visit = guest.open();
        guest.folder.terms().require(name, length);
        UploadProgress begun = held.begin(guest.issuer, guest.folder.folder(), name, length);
        try {
            transaction.add(guest.folder, visit, begun.id(), begun.path().name(), length);
        } catch (RuntimeException failure) {
            uploads.cancel(guest.issuer, begun.id());
            throw failure;
        }
        return begun;
    }

    public UploadProgress progress(Key key, UUID id) {
        Guest guest = enter(key);
        return uploads.progress(guest.issuer, own(guest, id).id());
    }

    private ReceiveFile own(Guest guest, UUID id) {
        return transaction
                .file(guest.folder, guest.open(), id)
                .filter(file -> file.state() == ReceiveFile.State.COMING)
                .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, ""));
    }

    public void cancel(Key key, UUID id) {
        Guest guest = enter(key);
        uploads.cancel(guest.issuer, own(guest, id).id());
    }

    /** As {@link ResumableUpload#append}; INFECTED when a virus was found in what is complete now, of which nothing is kept. */
    public UploadProgress append(
            Key key,
            UUID id,
            long offset,
            NewContent.Body body,
            OptionalLong declared,
            Optional<NewContent.Digest> checksum) {
        Guest guest = enter(key);
        ReceiveFile file = own(guest, id);
        try {
            return uploads.append(guest.issuer, id, offset, body, declared, checksum);
        } catch (Refusal refusal) {
            if (refusal.problem() == Problem.INFECTED) {
                transaction.infected(guest.folder, guest.issuer, file);
                throw new Refusal(Problem.INFECTED, Refusal.shown(file.name()), refusal);
            }
            throw refusal;
        }
    }

    /**
     * Puts all that was sent in this visit into the folder and ends the visit; who asks again gets the same answer. When it is refused in the
     * middle, what is in the folder already stays there, and asking again does the rest.
     *
     * @throws Refusal RECEIVE_NOTHING, RECEIVE_UNFINISHED, and those of an upload
     */
    public ReceiveHandIn handIn(Key key) {
        Guest guest = enter(key);
        Optional<ReceiveVisit> over = guest.visit.filter(one -> one.handedInAt().isPresent());
        if (over.isPresent()) {
            return transaction.handIn(guest.folder, over.get());
        }
        ReceiveVisit visit = guest.open();
        List<ReceiveFile> coming = coming(guest, visit);
        for (ReceiveFile file : coming) {
            boolean whole = progress(guest, file)
                    .filter(now -> now.received() == now.length())
                    .isPresent();
            if (!whole) {
                throw new Refusal(Problem.RECEIVE_UNFINISHED, Refusal.shown(file.name()));
            }
        }
        HandedIn how = new HandedIn(visit.visitor().orElseThrow().inShort(), guest.folder.way());
        coming.forEach(file -> show(guest, file, how));
        boolean something = transaction.files(guest.folder, visit).stream()
                .anyMatch(file -> file.state() == ReceiveFile.State.STORED);
        if (!something) {
            throw new Refusal(Problem.RECEIVE_NOTHING, "");
        }
        return transaction.end(guest.tenant, guest.folder, visit, guest.issuer);
    }

    private void show(Guest guest, ReceiveFile file, HandedIn how) {
        try {
            held.show(guest.issuer, file.id(), guest.folder.folder(), how);
        } catch (Refusal refusal) {
            if (refusal.problem() == Problem.INFECTED) {
                uploads.cancel(guest.issuer, file.id());
                transaction.infected(guest.folder, guest.issuer, file);
                throw new Refusal(Problem.INFECTED, Refusal.shown(file.name()), refusal);
            }
            // another request may have handed it in at the same moment
            boolean there = transaction
                    .fileOf(guest.folder, file.id())
                    .filter(now -> now.state() == ReceiveFile.State.STORED)
                    .isPresent();
            if (!there) {
                throw refusal;
            }
        }
    }

    /** The receipt as a text, of what this visit has handed in. */
    public String receipt(Key key, Locale language) {
        Guest guest = enter(key);
        ReceiveVisit visit = guest.visit
                .filter(one -> one.handedInAt().isPresent())
                .orElseThrow(() -> new Refusal(Problem.RECEIVE_STEP, ""));
        ReceiveHandIn done = transaction.handIn(guest.folder, visit);
        return new ReceiveText(language)
                .receipt(guest.tenant, guest.folder, done, done.files().size());
    }
}
