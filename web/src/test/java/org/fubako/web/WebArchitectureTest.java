package org.fubako.web;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ejb.Stateless;
import jakarta.enterprise.context.SessionScoped;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.servlet.ServletRequest;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fubako.platform.TenantRepository;
import org.junit.jupiter.api.Test;

/** The layout of the doors and the rules that their code and pages keep. Each exception has its reason beside it. */
class WebArchitectureTest {

    private static final Path PAGES = Path.of("src/main/webapp");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.fubako.web");

    private static final DescribedPredicate<JavaClass> LONGER_THAN_A_REQUEST = describe(
            "last longer than a request",
            type -> type.isAnnotatedWith(ViewScoped.class)
                    || type.isAnnotatedWith(SessionScoped.class)
                    || type.isAnnotatedWith(org.omnifaces.cdi.ViewScoped.class));

    private static DescribedPredicate<JavaClass> named(String... simpleNames) {
        Set<String> names = Set.of(simpleNames);
        return describe("named " + names, type -> names.contains(type.getSimpleName()));
    }

    // Layout

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.fubako.web.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** Class loaders differ in an EAR, so package-private access between the modules would fail at run time. */
    @Test
    void noPackageIsInBothModules() throws IOException {
        try (Stream<Path> own = Files.walk(Path.of("src/main/java"))) {
            assertThat(own.filter(Files::isRegularFile).map(Path::toString))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file).startsWith("src/main/java/org/fubako/web/"));
        }
    }

    @Test
    void doorsSeeServicesAndValuesOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "org.eclipse.persistence..", "java.sql..", "javax.sql..")
                .orShould()
                .dependOnClassesThat()
                .areAnnotatedWith(Entity.class)
                .orShould()
                .dependOnClassesThat(assignableTo(TenantRepository.class))
                .orShould()
                .dependOnClassesThat(describe(
                        "take part in a service's work",
                        type -> type.isAnnotatedWith(Stateless.class)
                                && type.getSimpleName().endsWith("Transaction")))
                .check(CLASSES);
    }

    /** As everywhere, see decision 22; but for what may be written down with a session, which the container's own references may not. */
    @Test
    void sessionBeansComeByTheirOwnAnnotation() {
        fields().that()
                .areAnnotatedWith(Inject.class)
                .and()
                .areDeclaredInClassesThat(not(LONGER_THAN_A_REQUEST))
                .should()
                .haveRawType(describe("is no session bean", type -> !type.isAnnotatedWith(Stateless.class)))
                .check(CLASSES);
    }

    // The request

    /** The container decodes, folds and trusts; the edge reads what was sent. */
    @Test
    void onlyTheEdgeReadsWhereARequestGoesAndComesFrom() {
        noClasses()
                .that(not(resideInAnyPackage("org.fubako.web.security..", "org.fubako.web.http..")))
                // two fixed addresses, compared as they are
                .and(not(named("HealthServlet")))
                .should()
                .callMethodWhere(askOfRequest(
                        "getPathInfo",
                        "getPathTranslated",
                        "getRemoteAddr",
                        "getRemoteHost",
                        "getRequestURL",
                        "getServerName",
                        "getServerPort",
                        "getRequestedSessionId"))
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaMethodCall> askOfRequest(String... methods) {
        Set<String> names = Set.of(methods);
        return describe("ask a request for one of " + names, call -> {
            MethodCallTarget target = call.getTarget();
            return names.contains(target.getName()) && target.getOwner().isAssignableTo(ServletRequest.class);
        });
    }

    @Test
    void theContainerParsesNoFormsWithFiles() {
        noClasses()
                .should()
                .callMethodWhere(askOfRequest("getPart", "getParts"))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.servlet.annotation.MultipartConfig")
                .check(CLASSES);
    }

    @Test
    void onlyOneClassParsesXml() {
        noClasses()
                .that(not(named("DavXml")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.xml..", "org.xml..", "org.w3c..")
                .check(CLASSES);
    }

    // Time, chance, files, processes

    @Test
    void timeComesFromTheClock() {
        noClasses()
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
    void doorsMakeNoSecretsAndNoIds() {
        noClasses()
                .should()
                .dependOnClassesThat(assignableTo(SecureRandom.class))
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .check(CLASSES);
    }

    @Test
    void doorsTouchNoFilesAndRunNothing() {
        noClasses()
                .should()
                .dependOnClassesThat(assignableTo(File.class))
                .orShould()
                .dependOnClassesThat(resideInAPackage("java.nio.file.."))
                .orShould()
                .dependOnClassesThat(assignableTo(ProcessBuilder.class))
                .orShould()
                .dependOnClassesThat(assignableTo(ObjectInputStream.class))
                .check(CLASSES);
    }

    // Pages

    /** Beside injected ones, which are proxies. A session may be written down or sent to another node. */
    @Test
    void whatLastsLongerThanARequestCanBeSerialized() {
        fields().that()
                .areDeclaredInClassesThat(LONGER_THAN_A_REQUEST)
                .and()
                .areNotAnnotatedWith(Inject.class)
                .and()
                .areNotStatic()
                .should(beSerializable())
                .check(CLASSES);
    }

    private static ArchCondition<JavaField> beSerializable() {
        return new ArchCondition<>("be serializable") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                JavaClass type = field.getRawType();
                boolean fine = type.isPrimitive() || type.isInterface() || type.isAssignableTo(Serializable.class);
                events.add(new SimpleConditionEvent(field, fine, field.getFullName()));
            }
        };
    }

    /**
     * What is not escaped is an open door; h:commandLink and f:ajax need scripts in attributes, which the policy forbids.
     * PrimeFaces writes the handlers of its own components into a script with the nonce.
     */
    @Test
    void pagesEscapeAndKeepTheContentPolicy() throws IOException {
        List<String> forbidden = List.of("escape=\"false\"", "<h:commandLink", "<f:ajax", "javascript:");
        Pattern handler = Pattern.compile("<(?!p:)[^>]*\\son[a-z]+=");
        try (Stream<Path> pages = Files.walk(PAGES)) {
            List<Path> xhtml =
                    pages.filter(page -> page.toString().endsWith(".xhtml")).toList();

            assertThat(xhtml).isNotEmpty();
            for (Path page : xhtml) {
                assertThat(Files.readString(page))
                        .as(page.toString())
                        .doesNotContain(forbidden)
                        .doesNotContainPattern(handler);
            }
        }
    }
}
