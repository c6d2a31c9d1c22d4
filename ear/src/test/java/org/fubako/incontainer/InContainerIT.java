package org.fubako.incontainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBTransactionRequiredException;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.fubako.account.Account;
import org.fubako.account.SecondFactorService;
import org.fubako.account.SignIn;
import org.fubako.audit.Action;
import org.fubako.audit.LogEvent;
import org.fubako.audit.OperationLog;
import org.fubako.caller.Caller;
import org.fubako.caller.Role;
import org.fubako.caller.Surface;
import org.fubako.job.Bell;
import org.fubako.job.Job;
import org.fubako.job.JobClaims;
import org.fubako.job.JobClaims.Release;
import org.fubako.job.JobRunner;
import org.fubako.platform.Problem;
import org.fubako.platform.Refusal;
import org.fubako.storage.AccessMode;
import org.fubako.storage.Conditions;
import org.fubako.storage.FilePath;
import org.fubako.storage.FileService;
import org.fubako.storage.FileUpload;
import org.fubako.storage.FolderSettings;
import org.fubako.storage.Grant;
import org.fubako.storage.NewContent;
import org.fubako.storage.RightsService;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What only a container can show: transactions as the annotations have them, persistence as the server's EclipseLink does it,
 * beans wired by CDI, messages delivered. The service is the one that ships, in a WAR of its own, on a real database.
 */
@ArquillianTest
class InContainerIT {

    private static final FolderSettings WANTING =
            new FolderSettings(false, false, false, true, false, Optional.empty());

    private static final String LINES = "SELECT COUNT(*) FROM operation_log WHERE path = ? AND result = ?";

    @Resource
    UserTransaction transaction;

    @Resource
    ManagedExecutorService executor;

    @Resource(lookup = "java:app/jdbc/fubako")
    DataSource database;

    @Inject
    SignIn signIn;

    @Inject
    SecondFactorService factors;

    @Inject
    FileService files;

    @Inject
    RightsService rights;

    @Inject
    OperationLog log;

    @Inject
    JobClaims claims;

    @Inject
    JobRunner runner;

    @Inject
    Bell bell;

    @Inject
    Instance<Job> jobs;

    @Inject
    ProbeJob probe;

    @Inject
    ProbeRepository repository;

    @Inject
    FileUpload upload;

    @Inject
    ProbeUrls urls;

    private Caller alice;
    private Caller dave;

    @Deployment
    static WebArchive service() {
        Path exploded = Path.of(System.getProperty("fubako.exploded"));
        File[] libraries = exploded.resolve("lib").toFile().listFiles();
        return ShrinkWrap.create(WebArchive.class, "incontainer.war")
                .addAsLibraries(libraries)
                .addAsLibrary(exploded.resolve("fubako-ejb.jar").toFile())
                .addAsLibrary(Path.of(Assertions.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toFile())
                .addClasses(ProbeRepository.class, ProbeJob.class, ProbeUrls.class, Surroundings.class)
                .setWebXML("incontainer/web.xml")
                .addAsWebInfResource("incontainer/glassfish-ejb-jar.xml", "glassfish-ejb-jar.xml");
    }

    @BeforeEach
    void signIn() {
        alice = caller("alice@demo");
        dave = caller("dave@other");
    }

    private Caller caller(String login) {
        return signIn.signIn(login, "in the container", "localhost", Surface.API, "192.0.2.1")
                .caller();
    }

    private FilePath folder() {
        return FilePath.parse("/private/" + UUID.randomUUID());
    }

    private void create(Caller caller, FilePath path) {
        files.createFolder(caller, path, "", Conditions.NONE);
    }

    private boolean exists(FilePath path) {
        return catchThrowable(() -> files.describe(alice, path)) == null;
    }

    private long count(String sql, String... parameters) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int at = 0; at < parameters.length; at++) {
                query.setString(at + 1, parameters[at]);
            }
            try (ResultSet found = query.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs all at the same moment, each on a thread of the container's. */
    private <T> List<T> together(int many, Callable<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(many);
        List<Future<T>> running = IntStream.range(0, many)
                .mapToObj(at -> executor.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return work.call();
                }))
                .toList();
        List<T> results = new ArrayList<>();
        for (Future<T> one : running) {
            results.add(one.get(60, TimeUnit.SECONDS));
        }
        return results;
    }

    // Transactions

    @Test
    void aLineOfTheLogWantsTheTransactionOfItsChange() {
        assertThatThrownBy(() -> log.record(LogEvent.of(alice, Action.CREATE_FOLDER, "/private/x")))
                .isInstanceOf(EJBTransactionRequiredException.class);
    }

    @Test
    void aChangeAndItsLineComeTogether() throws Exception {
        FilePath path = folder();

        create(alice, path);

        assertThat(exists(path)).isTrue();
        assertThat(count(LINES, path.toString(), "ok")).isEqualTo(1);
    }

    @Test
    void aChangeAndItsLineGoTogether() throws Exception {
        FilePath path = folder();

        transaction.begin();
        create(alice, path);
        transaction.rollback();

        assertThat(exists(path)).isFalse();
        assertThat(count(LINES, path.toString(), "ok")).isZero();
    }

    @Test
    void aChangeThatCannotBeLoggedDoesNotHappen() throws Exception {
        FilePath path = folder();
        execute("CREATE TRIGGER unloggable BEFORE INSERT ON operation_log FOR EACH ROW IF NEW.path = '" + path
                + "' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no room'; END IF");
        try {
            assertThatThrownBy(() -> create(alice, path)).isNotInstanceOf(Refusal.class);
        } finally {
            execute("DROP TRIGGER unloggable");
        }

        assertThat(exists(path)).isFalse();
        assertThat(count("SELECT COUNT(*) FROM operation_log WHERE path = ?", path.toString()))
                .isZero();
    }

    @Test
    void aRefusalRollsBackAndHasALineOfItsOwn() throws Exception {
        Caller carol = caller("carol@demo");
        FilePath readable = FilePath.parse("/common/" + UUID.randomUUID());
        create(carol, readable);
        rights.setRule(
                carol,
                readable,
                Optional.of(List.of(new Grant(Grant.PrincipalKind.EVERYONE, "", AccessMode.READ_ONLY))));
        FilePath before = folder();

        transaction.begin();
        create(alice, before);
        Throwable refused = catchThrowable(() -> create(alice, readable.child("new")));
        int status = transaction.getStatus();
        transaction.rollback();

        assertThat(refused).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.problem())
                .isEqualTo(Problem.ACCESS_DENIED));
        assertThat(status).isEqualTo(Status.STATUS_MARKED_ROLLBACK);
        assertThat(exists(before)).isFalse();
        assertThat(count(LINES, readable.toString(), "refused")).isEqualTo(1);
    }

    @Test
    void ofManyWhoTakeOneNameAtOnceOneGetsItAndTheOthersAreRefused() throws Exception {
        FilePath path = folder();

        List<Optional<Throwable>> outcomes =
                together(8, () -> Optional.ofNullable(catchThrowable(() -> create(alice, path))));

        assertThat(outcomes.stream().filter(Optional::isEmpty)).hasSize(1);
        assertThat(outcomes.stream().flatMap(Optional::stream)).hasSize(7).allSatisfy(failure -> assertThat(failure)
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.problem())
                        .isIn(Problem.NAME_TAKEN, Problem.CHANGED_MEANWHILE)));
        assertThat(count(LINES, path.toString(), "ok")).isEqualTo(1);
    }

    // Tenants and persistence

    @Test
    void aRowIsFoundByItsOwnTenantOnly() throws Exception {
        transaction.begin();
        Optional<Account> own = repository.account(alice.tenant(), alice.accountId());
        Optional<Account> foreign = repository.account(dave.tenant(), alice.accountId());
        List<Account> all = repository.accounts(dave.tenant());
        transaction.rollback();

        assertThat(own).hasValueSatisfying(account -> {
            assertThat(account.id()).isEqualTo(alice.accountId());
            assertThat(account.tenant()).isEqualTo(alice.tenant());
        });
        assertThat(foreign).isEmpty();
        assertThat(all).hasSize(2).allSatisfy(account -> assertThat(account.tenant())
                .isEqualTo(dave.tenant()));
    }

    @Test
    void aQueryThatForgetsTheTenantFails() {
        assertThatThrownBy(() -> repository.accountsOfAll(alice.tenant()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tenant");
    }

    @Test
    void timesAreStoredInUtcToTheMicrosecond() throws Exception {
        FilePath path = folder();
        create(alice, path);

        assertThat(files.describe(alice, path).modifiedAt().truncatedTo(ChronoUnit.MICROS))
                .isEqualTo(files.describe(alice, path).modifiedAt());
        assertThat(count(
                        "SELECT ABS(TIMESTAMPDIFF(SECOND, modified_at, UTC_TIMESTAMP(6))) FROM node WHERE name = ?",
                        path.name()))
                .isLessThan(600);
    }

    @Test
    void anotherTenantsAccountCannotBecomeAMember() throws Exception {
        String sql = "INSERT INTO space_member (tenant_id, space_id, principal_kind, principal_id)"
                + " SELECT s.tenant_id, s.id, 'ACCOUNT', a.id FROM space s, account a"
                + " WHERE s.kind = 'PROJECT' AND a.tenant_id <> s.tenant_id LIMIT 1";
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            assertThatThrownBy(insert::executeUpdate).hasMessageContaining("space_member_account");
        }
    }

    // Documents that come into a folder which wants a one-time URL for each

    @Test
    void g03WhoeverMakesOneTimeUrlsHearsOfEachDocumentThatComes() {
        FilePath elsewhere = folder();
        FilePath wanting = folder();
        create(alice, elsewhere);
        create(alice, wanting);
        files.changeSettings(publisher(), wanting, WANTING);
        store(elsewhere.child("moved"));
        store(elsewhere.child("copied"));
        urls.documents().clear();

        UUID stored = store(wanting.child("stored"));
        UUID moved = files.move(alice, elsewhere.child("moved"), wanting.child("moved"), false, Conditions.NONE)
                .node()
                .id();
        UUID copied = files.copy(
                        alice, elsewhere.child("copied"), wanting.child("copied"), false, true, Conditions.NONE)
                .node()
                .id();
        create(alice, wanting.child("folder"));

        assertThat(urls.documents()).containsExactly(stored, moved, copied);
        assertThat(copied)
                .isNotEqualTo(files.describe(alice, elsewhere.child("copied")).id());
    }

    @Test
    void g03WhatTheMakerOfOneTimeUrlsRefusesDoesNotCome() {
        FilePath wanting = folder();
        create(alice, wanting);
        files.changeSettings(publisher(), wanting, WANTING);
        urls.refuse(true);

        assertThat(catchThrowable(() -> store(wanting.child("refused")))).isInstanceOf(Refusal.class);

        urls.refuse(false);
        assertThat(exists(wanting.child("refused"))).isFalse();
    }

    /** As alice, who may publish. */
    private Caller publisher() {
        return alice.asAccount(alice.accountId(), alice.accountName(), alice.groups(), Set.of(Role.PUBLISH_LINKS));
    }

    private UUID store(FilePath path) {
        byte[] content = path.name().getBytes(StandardCharsets.UTF_8);
        NewContent incoming = new NewContent(
                () -> new ByteArrayInputStream(content),
                OptionalLong.of(content.length),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return upload.store(alice, path, incoming, Conditions.NONE).node().id();
    }

    // Jobs and messages

    @Test
    void ofManyWhoClaimAJobOneGetsIt() throws Exception {
        String job = "claim-" + UUID.randomUUID().toString().substring(0, 8);

        List<OptionalLong> taken = together(8, () -> claims.take(job, Duration.ZERO));

        assertThat(taken.stream().filter(OptionalLong::isPresent)).containsExactly(OptionalLong.of(1));
        assertThat(claims.take(job, Duration.ZERO)).isEmpty();
        assertThat(claims.release(job, 1, "ok")).isEqualTo(Release.DONE);
        assertThat(claims.take(job, Duration.ZERO)).hasValue(2);
        assertThat(claims.release(job, 1, "too late")).isEqualTo(Release.LOST);
    }

    @Test
    void aJobThatIsClaimedElsewhereDoesNotRunButIsWantedAgainThere() {
        long fence = claims.take(ProbeJob.NAME, Duration.ZERO).orElseThrow();
        probe.callers().clear();

        runner.run(ProbeJob.NAME);

        assertThat(probe.callers()).isEmpty();
        assertThat(claims.release(ProbeJob.NAME, fence, "ok")).isEqualTo(Release.WANTED_AGAIN);
        long next = claims.take(ProbeJob.NAME, Duration.ZERO).orElseThrow();
        assertThat(claims.release(ProbeJob.NAME, next, "ok")).isEqualTo(Release.DONE);
    }

    @Test
    void aNodeThatStartsDoesNotWaitForTheClaimsItHadBeforeItWasKilled() {
        String job = "killed-" + UUID.randomUUID().toString().substring(0, 8);
        long fence = claims.take(job, Duration.ZERO).orElseThrow();

        claims.giveUpOwn();

        assertThat(claims.take(job, Duration.ZERO)).hasValue(fence + 1);
        assertThat(claims.release(job, fence, "too late")).isEqualTo(Release.LOST);
    }

    @Test
    void aBellReachesTheJobThroughTheBroker() throws Exception {
        probe.callers().clear();

        bell.ring(ProbeJob.NAME);

        String ringer;
        do {
            ringer = probe.callers().poll(60, TimeUnit.SECONDS);
        } while (ringer != null && !ringer.endsWith("BellListener"));
        assertThat(ringer).isEqualTo("org.fubako.job.BellListener");
    }

    @Test
    void everyJobHasANameOfItsOwn() {
        List<String> names = jobs.stream().map(Job::name).toList();

        assertThat(names).contains("purge", ProbeJob.NAME).doesNotHaveDuplicates();
        assertThat(names).allSatisfy(name -> assertThat(name).hasSizeBetween(1, 40));
    }

    // The demonstration

    @Test
    void theOperatorIsNoAccountOfATenant() throws Exception {
        assertThat(count("SELECT COUNT(*) FROM operator WHERE demo AND password_hash LIKE '$argon2id$%'"))
                .isEqualTo(1);
        assertThat(count("SELECT COUNT(*) FROM account WHERE name = ?", "operator"))
                .isZero();
        assertThat(catchThrowable(() -> caller("operator@demo"))).isInstanceOf(Refusal.class);
    }

    @Test
    void theContractOfTheDemonstrationHasEveryOption() throws Exception {
        assertThat(count(
                        "SELECT COUNT(*) FROM contract_option JOIN tenant t ON t.id = tenant_id WHERE t.code = ?",
                        "demo"))
                .isEqualTo(3);
        assertThat(count(
                        "SELECT DATEDIFF(starts_on, ?) FROM contract c JOIN tenant t ON t.id = c.tenant_id WHERE t.code = ?",
                        LocalDate.now(ZoneId.of("Asia/Tokyo")).toString(),
                        "demo"))
                .isBetween(-1L, 0L);
    }

    // The second factor, as managers see it

    @Test
    void r01AManagerTakesTheFactorOfAnotherAwayAndDemandsOneWithinTheTenantOnly() throws Exception {
        Caller manager = caller("manager@demo");
        Caller bob = caller("bob@demo");
        String version = "SELECT version FROM account WHERE name = 'bob'";
        long before = count(version);
        execute("INSERT INTO second_factor (tenant_id, account_id, sealed_seed, last_step, added_at)"
                + " SELECT tenant_id, id, X'00', 0, UTC_TIMESTAMP(6) FROM account WHERE name IN ('bob', 'dave')");
        try {
            assertRefused(Problem.NOT_FOUND, () -> factors.reset(manager, dave.accountId()));
            assertRefused(Problem.ROLE_MISSING, () -> factors.reset(alice, bob.accountId()));
            factors.reset(manager, bob.accountId());
            assertRefused(Problem.SECOND_FACTOR_NOT_IN_USE, () -> factors.reset(manager, bob.accountId()));
            assertThat(count("SELECT COUNT(*) FROM second_factor")).isEqualTo(1);
            assertThat(count(version)).isEqualTo(before + 1);

            factors.demand(manager, true);
            assertThat(count("SELECT COUNT(*) FROM tenant WHERE second_factor_demanded AND code = 'demo'"))
                    .isEqualTo(1);
            assertThat(count("SELECT COUNT(*) FROM tenant WHERE second_factor_demanded"))
                    .isEqualTo(1);
        } finally {
            execute("DELETE FROM second_factor");
            factors.demand(manager, false);
        }
        assertThat(count("SELECT COUNT(*) FROM tenant WHERE second_factor_demanded"))
                .isZero();
    }

    private static void assertRefused(Problem problem, Runnable call) {
        assertThat(catchThrowable(call::run))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo(problem));
    }
}
