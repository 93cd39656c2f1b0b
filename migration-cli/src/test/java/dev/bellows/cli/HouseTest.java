package dev.bellows.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class HouseTest {
    private static final JavaClasses COMMAND_LINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.bellows.cli");

    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.bellows.model", "dev.bellows.plan", "dev.bellows.run", "dev.bellows.source");

    @Test
    void onlyTheDataSourceKnowsJdbc() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.bellows.cli.connect", "dev.bellows.cli.embedded")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql", "org.postgresql..")
                .check(COMMAND_LINE);
    }

    @Test
    void decisionsAreTheEngines() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.bellows.run", "dev.bellows.ledger", "dev.bellows.gate")
                .check(COMMAND_LINE);
    }

    @Test
    void theEngineDoesNotKnowTheCommandLine() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.bellows.cli..", "picocli..", "tools.jackson..")
                .check(ENGINE);
    }

    @Test
    void packagesHaveNoCircles() {
        slices().matching("dev.bellows.cli.(*)..").should().beFreeOfCycles().check(COMMAND_LINE);
    }

    @Test
    void nothingBelowKnowsTheCommands() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.bellows.cli.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.bellows.cli")
                .check(COMMAND_LINE);
    }
}
