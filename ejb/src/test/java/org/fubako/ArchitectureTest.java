package org.fubako;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.File;
import java.io.ObjectInputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.fubako.caller.Caller;
import org.fubako.platform.Problem;
import org.fubako.platform.TenantRepository;
import org.junit.jupiter.api.Test;

/** The layout of the service and the rules that its code keeps. Each exception has its reason beside it. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.fubako");

    private static DescribedPredicate<JavaClass> named(String... simpleNames) {
        Set<String> names = Set.of(simpleNames);
        return describe("named " + names, type -> names.contains(type.getSimpleName()));
    }

    // Layout

    @Test
    void capabilitiesHaveNoCycles() {
        slices().matching("org.fubako.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theServiceKnowsNothingOfTheWeb() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "jakarta.ws..", "jakarta.faces..", "org.fubako.web..")
                .check(CLASSES);
    }

    /** Class loaders differ in an EAR, so package-private access between the modules would fail at run time. */
    @Test
    void noPackageIsInBothModules() {
        classes().should().resideOutsideOfPackage("org.fubako.web..").check(CLASSES);
    }

    @Test
    void platformAndCallerStandBelowEverything() {
        noClasses()
                .that()
                .resideInAnyPackage("org.fubako.platform..", "org.fubako.caller..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.fubako.storage..",
                        "org.fubako.delivery..",
                        "org.fubako.account..",
                        "org.fubako.tenant..",
                        "org.fubako.provider..",
                        "org.fubako.audit..",
                        "org.fubako.job..")
                .check(CLASSES);
    }

    @Test
    void nothingNeedsTheProvider() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.fubako.provider..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.fubako.provider..")
                .check(CLASSES);
    }

    @Test
    void blobsKnowNothingOfTheTree() {
        noClasses()
                .that()
                .resideInAPackage("org.fubako.storage.blob..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.fubako.storage")
                .check(CLASSES);
    }

    // Who asks, and who answers

    @Test
    void methodsOfServicesBeginWithTheCaller() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(
                        describe("are services", type -> type.getSimpleName().endsWith("Service")))
                .and(describe("are no exceptions", method -> !Set.of(
                                // what tells who asks
                                "org.fubako.account.SessionService.find(java.lang.String)",
                                "org.fubako.account.AccountLinkService.open(java.lang.String)",
                                "org.fubako.account.AccountLinkService.confirmMail(java.lang.String, java.lang.String)",
                                "org.fubako.account.AccountLinkService.choosePassword(java.lang.String,"
                                        + " java.lang.String, java.lang.String, java.lang.String)",
                                "org.fubako.account.TokenService.find(java.lang.String, java.lang.String)",
                                "org.fubako.account.SessionService.findHalf(java.lang.String)",
                                // about nobody
                                "org.fubako.audit.LogService.today()")
                        .contains(method.getFullName())))
                .should(beginWith(Caller.class))
                .check(CLASSES);
    }

    private static ArchCondition<JavaMethod> beginWith(Class<?> type) {
        return new ArchCondition<>("begin with a " + type.getSimpleName()) {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean begins = !method.getRawParameterTypes().isEmpty()
                        && method.getRawParameterTypes().get(0).isEquivalentTo(type);
                events.add(new SimpleConditionEvent(method, begins, method.getFullName()));
            }
        };
    }

    /** By itself, or through methods of the same class or of a transaction that it leads to. */
    @Test
    void methodsOfStorageServicesAskTheAccessClass() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(describe(
                        "are services of storage",
                        type -> type.getPackageName().equals("org.fubako.storage")
                                && type.getSimpleName().endsWith("Service")
                                // gives what the caller may enter and nothing else
                                && !type.getSimpleName().equals("SpaceService")))
                .should(askAnAccessClass())
                .check(CLASSES);
    }

    private static ArchCondition<JavaMethod> askAnAccessClass() {
        return new ArchCondition<>("ask an access class") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                events.add(new SimpleConditionEvent(method, asks(method, new HashSet<>()), method.getFullName()));
            }
        };
    }

    private static boolean asks(JavaMethod method, Set<JavaMethod> seen) {
        if (!seen.add(method)) {
            return false;
        }
        return method.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().getSimpleName().endsWith("Access")
                        || (call.getTargetOwner().equals(method.getOwner())
                                        || call.getTargetOwner().getSimpleName().endsWith("Transaction"))
                                && call.getTarget()
                                        .resolveMember()
                                        .filter(target -> asks(target, seen))
                                        .isPresent());
    }

    /** Through the other way, by {@code @Inject}, each call makes and throws away an exception with its stack; see decision 22. */
    @Test
    void sessionBeansComeByTheirOwnAnnotation() {
        fields().that()
                .areAnnotatedWith(Inject.class)
                .should()
                .haveRawType(describe(
                        "is no session bean",
                        type -> !type.isAnnotatedWith(Stateless.class) && !type.isAnnotatedWith(Singleton.class)))
                .check(CLASSES);
    }

    @Test
    void onlyAccessClassesForbid() {
        noClasses()
                .that(not(describe(
                        "are access classes", type -> type.getSimpleName().endsWith("Access"))))
                .and()
                .doNotHaveFullyQualifiedName(Problem.class.getName())
                .should()
                .accessField(Problem.class, "ACCESS_DENIED")
                .check(CLASSES);
    }

    // Tenants

    @Test
    void onlyTheTenantRepositoryTouchesTheEntityManager() {
        noClasses()
                .that(not(named(
                        TenantRepository.class.getSimpleName(),
                        // tables that belong to no tenant
                        "TenantAdmin",
                        "TenantLookup",
                        "OperatorAdmin",
                        "StoreRegister",
                        "JobClaims",
                        // the id in the address tells the tenant
                        "LogoLookup",
                        // the token tells the tenant
                        "LinkRepository",
                        "SessionService",
                        "TokenRepository",
                        // jobs that look for work over all tenants
                        "PurgeTransaction",
                        "TrashTransaction",
                        "AutoDeleteTransaction",
                        "UsageTransaction",
                        "MailTransaction",
                        "NoticeTransaction",
                        "ResumableTransaction",
                        "RenditionTransaction",
                        "PasswordHashTransaction",
                        "FailureTransaction",
                        "LinkTransaction",
                        "ReceiveRepository",
                        "LockRepository",
                        // the log, whose rows are never managed; jobs over all tenants
                        "LogTable",
                        "LogTrees",
                        "UnfinishedDownloads",
                        "WaitingLines")))
                .should()
                .dependOnClassesThat(assignableTo(EntityManager.class))
                .check(CLASSES);
    }

    @Test
    void onlyTheseTouchTheDataSource() {
        noClasses()
                .that(not(named(
                        // before there is a persistence unit, and whether there is one
                        "Migrator",
                        "DatabaseCheck",
                        // changes of the schema
                        "LogPartitions",
                        // the database of the keys has no entities
                        "JdbcTenantKeyTable",
                        // asked outside of any transaction
                        "JdbcBlobTable",
                        // the statements of every request; a parameter must be the tenant
                        "TenantSql")))
                .should()
                .dependOnClassesThat(assignableTo(DataSource.class))
                .check(CLASSES);
    }

    // Time, chance, files, processes

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .that(not(named("PlatformProducers")))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callConstructor(Date.class)
                .check(CLASSES);
    }

    @Test
    void chanceIsForIdsAndSecretsOnly() {
        noClasses()
                .that(not(named(
                        // ids
                        "TimeOrderedIds",
                        // passwords, tokens and what they are remembered under
                        "SecretToken",
                        "PasswordHash",
                        "Passwords",
                        "SecondFactorService",
                        "RecoveryCode",
                        "RecipientPassword",
                        "SessionService",
                        "SignIn",
                        "TemporaryPassword",
                        "DevicePasswordService",
                        "DeviceSecret",
                        "KnownDevices",
                        "MailedCodes",
                        "TokenService",
                        "TokenText",
                        // addresses that nobody finds by trying
                        "LogoService",
                        // keys and salts
                        "FileBlobStore",
                        "MasterKey",
                        "TenantKeys",
                        "TenantKeySeal")))
                .should()
                .dependOnClassesThat(assignableTo(SecureRandom.class))
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .check(CLASSES);
    }

    @Test
    void onlyBlobsTouchFiles() {
        noClasses()
                .that(not(resideInAPackage("org.fubako.storage.blob..")))
                .and(not(named(
                        // writes down where the blobs lie
                        "StoreRegister",
                        // the second place of the log's signed heads
                        "CheckpointFile",
                        // mails where there is no mail server
                        "MailFolder")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.nio.file..")
                .check(CLASSES);
    }

    @Test
    void onlyTheOfficeProgramIsRun() {
        noClasses()
                .that(not(named("OfficeConverter", "WholeOutput")))
                .should()
                .dependOnClassesThat(assignableTo(ProcessBuilder.class))
                .orShould()
                .dependOnClassesThat(assignableTo(Process.class))
                .check(CLASSES);
    }

    @Test
    void nothingIsUnpackedAsObjectsOrRunByAShell() {
        noClasses()
                .should()
                .dependOnClassesThat(assignableTo(File.class))
                .orShould()
                .dependOnClassesThat(assignableTo(ObjectInputStream.class))
                .orShould()
                .callMethod(Runtime.class, "exec", String.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .check(CLASSES);
    }

    @Test
    void theServiceReadsNoXml() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.xml..", "org.xml..", "org.w3c..")
                .check(CLASSES);
    }
}
