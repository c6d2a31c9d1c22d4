package org.fubako;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between capabilities run one way. */
class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.fubako");

    @Test
    void capabilitiesHaveNoCycles() {
        slices().matching("org.fubako.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void theServiceKnowsNothingOfTheWeb() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "jakarta.ws..", "jakarta.faces..", "org.fubako.web..")
                .check(classes);
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
                        "org.fubako.account..",
                        "org.fubako.tenant..",
                        "org.fubako.audit..",
                        "org.fubako.job..")
                .check(classes);
    }

    @Test
    void blobsKnowNothingOfTheTree() {
        noClasses()
                .that()
                .resideInAPackage("org.fubako.storage.blob..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.fubako.storage")
                .check(classes);
    }
}
