package org.fubako;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between capabilities run one way. */
@AnalyzeClasses(packages = "org.fubako", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule capabilitiesHaveNoCycles =
            slices().matching("org.fubako.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theServiceKnowsNothingOfTheWeb = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "jakarta.ws..", "jakarta.faces..", "org.fubako.web..");

    @ArchTest
    static final ArchRule platformAndCallerStandBelowEverything = noClasses()
            .that()
            .resideInAnyPackage("org.fubako.platform..", "org.fubako.caller..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.fubako.storage..",
                    "org.fubako.account..",
                    "org.fubako.tenant..",
                    "org.fubako.audit..",
                    "org.fubako.job..");

    @ArchTest
    static final ArchRule blobsKnowNothingOfTheTree = noClasses()
            .that()
            .resideInAPackage("org.fubako.storage.blob..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.fubako.storage");
}
